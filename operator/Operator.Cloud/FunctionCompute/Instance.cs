namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>An instance of a function.</summary>
public sealed record Instance : WireObject
{
    /// <summary>Id, <c>c-…</c>: what the agent labels its series with.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary><c>0</c> for LATEST.</summary>
    public string? VersionId { get; init; }

    /// <summary>Qualifier.</summary>
    public string? Qualifier { get; init; }

    /// <summary>E.g. <c>Running</c>.</summary>
    public string? Status { get; init; }

    /// <summary>E.g. <c>OnDemand</c>.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long? CreatedTimeMs { get; init; }

    /// <summary>Unix milliseconds; 0 or null while it lives.</summary>
    public long? DestroyedTimeMs { get; init; }
}
