namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Which functions to list. The tag index may lag behind a create; a find by name does not.</summary>
/// <param name="Prefix">Begin of the name; null: any.</param>
/// <param name="Tags">Tags that all must be there; null: any.</param>
public sealed record FunctionFilter(string? Prefix = null, IReadOnlyList<Tag>? Tags = null)
{
    /// <summary>All functions of the region.</summary>
    public static FunctionFilter All { get; } = new();
}
