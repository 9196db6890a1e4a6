namespace Sonde.Operator.Api;

/// <summary>A Prometheus-compatible store that is there already.</summary>
public sealed record ExternalPrometheus
{
    /// <summary>Where agents write, as seen from a function instance.</summary>
    [Required, HttpUrl]
    public string RemoteWriteUrl { get; set; } = "";

    /// <summary>
    /// Base of the query API, as seen from the operator, without /api/v1/query. Absent: the operator cannot see whether data arrives, and AgentReporting stays Unknown.
    /// </summary>
    [HttpUrl]
    public string? QueryUrl { get; set; }

    /// <summary>Secret for queries, and for writing where a pipeline's destination names none of its own.</summary>
    public AuthSecretRef? AuthSecretRef { get; set; }
}
