namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>An alias to be made.</summary>
public sealed record NewAlias
{
    /// <summary>1 to 128 of letters, digits, <c>_</c>, <c>-</c>; begins with a letter or <c>_</c>; not <c>LATEST</c>.</summary>
    public required string AliasName { get; init; }

    /// <summary>The version it points to.</summary>
    public required string VersionId { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>One other version → its share of the requests, 0 to 1. Null: none.</summary>
    public IReadOnlyDictionary<string, decimal>? AdditionalVersionWeight { get; init; }
}
