namespace Sonde.Agent.Core.Config;

/// <summary>One relabel rule as written; the defaults are Prometheus'. Compiled where it is run.</summary>
public sealed record RelabelRule
{
    /// <summary>What the rule does.</summary>
    public RelabelAction Action { get; init; } = RelabelAction.Replace;

    /// <summary>Labels whose values are joined by <see cref="Separator"/> to be matched.</summary>
    public EquatableArray<string> SourceLabels { get; init; } = [];

    /// <summary>Stands between the values of the source labels.</summary>
    public string Separator { get; init; } = ";";

    /// <summary>RE2 expression, anchored at both ends.</summary>
    public string Regex { get; init; } = "(.*)";

    /// <summary>Modulus of <see cref="RelabelAction.HashMod"/>; 0 when the action has none.</summary>
    public ulong Modulus { get; init; }

    /// <summary>Label that is written or compared; may name groups (<c>${1}</c>) for <see cref="RelabelAction.Replace"/>.</summary>
    public string TargetLabel { get; init; } = "";

    /// <summary>What is written; may name groups (<c>$1</c>).</summary>
    public string Replacement { get; init; } = "$1";
}
