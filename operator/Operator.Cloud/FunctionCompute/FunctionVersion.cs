namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A published version. What it holds is told by <see cref="IFunctionVersions.FindFunctionVersionAsync"/>.</summary>
public sealed record FunctionVersion : WireObject
{
    /// <summary>A whole number, counted up from 1.</summary>
    public string VersionId { get; init; } = "";

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? CreatedTime { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? LastModifiedTime { get; init; }
}
