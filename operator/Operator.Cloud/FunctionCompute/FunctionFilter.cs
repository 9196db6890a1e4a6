namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Which functions to list. The tag index may lag behind a create; a find by name does not.</summary>
/// <param name="Prefix">Begin of the name; null: any.</param>
/// <param name="Tags">Tags that all must be there; null: any.</param>
public sealed record FunctionFilter(string? Prefix = null, IReadOnlyList<Tag>? Tags = null)
{
    /// <summary>All functions of the region.</summary>
    public static FunctionFilter All { get; } = new();

    /// <summary><c>v2</c> or <c>v3</c>: made with that generation of the service; null: either.</summary>
    public string? FcVersion { get; init; }

    /// <summary>The name; null: any.</summary>
    public string? FunctionName { get; init; }

    /// <summary>The description; null: any.</summary>
    public string? Description { get; init; }

    /// <summary>E.g. <c>fc.gpu.ada.1</c>; null: any, or none.</summary>
    public string? GpuType { get; init; }

    /// <summary>E.g. <c>custom-container</c>; null: any.</summary>
    public string? Runtime { get; init; }

    /// <summary>Resource group; null: any.</summary>
    public string? ResourceGroupId { get; init; }
}
