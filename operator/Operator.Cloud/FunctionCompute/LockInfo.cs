namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Another product that owns the function.</summary>
public sealed record LockInfo : WireObject
{
    /// <summary>The product.</summary>
    public string? LockedBy { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? LockedAt { get; init; }

    /// <summary>Of <c>function</c>, <c>trigger</c>, <c>version</c>, <c>alias</c>.</summary>
    public IReadOnlyList<string>? LockedResources { get; init; }
}
