namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>An alias as the service tells it.</summary>
public sealed record FunctionAlias : WireObject
{
    /// <summary>Name.</summary>
    public string AliasName { get; init; } = "";

    /// <summary>The version it points to.</summary>
    public string? VersionId { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>One other version → its share of the requests, 0 to 1. Empty: none.</summary>
    public IReadOnlyDictionary<string, decimal>? AdditionalVersionWeight { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? CreatedTime { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? LastModifiedTime { get; init; }
}
