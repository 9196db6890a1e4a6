namespace Sonde.Operator.Desired;

/// <summary>A variable of a function's environment.</summary>
/// <param name="Path">Where it comes from, in spec terms.</param>
/// <param name="Value">Value.</param>
/// <param name="IsSecret">True: shown as a keyed hash only.</param>
internal sealed record DesiredVariable(string Path, string Value, bool IsSecret)
{
    /// <summary>Names the variable, never its value.</summary>
    public override string ToString() => Path;
}
