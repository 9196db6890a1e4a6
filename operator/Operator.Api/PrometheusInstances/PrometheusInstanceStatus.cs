namespace Sonde.Operator.Api;

/// <summary>Where the store is reached, and whether it answers.</summary>
public sealed record PrometheusInstanceStatus : CloudResourceStatus
{
    /// <summary>Where agents write.</summary>
    [Length(1024)]
    public string? RemoteWriteUrl { get; set; }

    /// <summary>Base of the query API.</summary>
    [Length(1024)]
    public string? QueryUrl { get; set; }

    /// <summary>Hash of what was written into the connection Secret.</summary>
    [Length(80)]
    public string? ConnectionSecretHash { get; set; }
}
