namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>What may change of an alias. Null: stays.</summary>
public sealed record AliasUpdate
{
    /// <summary>The version it points to.</summary>
    public string? VersionId { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>One other version → its share of the requests, 0 to 1. Empty: all go to <see cref="VersionId"/>.</summary>
    public IReadOnlyDictionary<string, decimal>? AdditionalVersionWeight { get; init; }
}
