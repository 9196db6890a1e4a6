namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>URLs of an HTTP trigger. They survive updates, not delete and create.</summary>
public sealed record HttpTrigger : WireObject
{
    /// <summary>From anywhere.</summary>
    public string? UrlInternet { get; init; }

    /// <summary>From inside the region's VPCs.</summary>
    public string? UrlIntranet { get; init; }
}
