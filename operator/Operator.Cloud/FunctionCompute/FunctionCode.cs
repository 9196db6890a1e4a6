namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>The code package of a function.</summary>
/// <param name="Url">Where it can be fetched for a while. Signed: who has it may read the code, so it is left out of <see cref="ToString"/> and belongs in no log.</param>
/// <param name="Checksum">CRC-64 in decimal.</param>
public sealed record FunctionCode(string? Url, string? Checksum)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(FunctionCode)} {{ {nameof(Checksum)} = {Checksum} }}";
}
