namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A function to be made. Tags and resource group are set by the create call only.</summary>
public sealed record NewFunction : FunctionConfig
{
    /// <summary>1 to 64 of letters, digits, <c>_</c>, <c>-</c>; begins with a letter or <c>_</c>.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Up to 20 tags, the owner's among them.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Resource group; null: the default one.</summary>
    public string? ResourceGroupId { get; init; }
}
