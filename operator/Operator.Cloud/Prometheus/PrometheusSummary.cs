using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>One line of the list of all instances.</summary>
public sealed record PrometheusSummary
{
    /// <summary>Id, <c>rw-…</c>.</summary>
    [JsonPropertyName("clusterId")]
    public string ClusterId { get; init; } = "";

    /// <summary>Display name.</summary>
    [JsonPropertyName("clusterName")]
    public string? ClusterName { get; init; }

    /// <summary>E.g. <c>remote-write-prometheus</c>: other words than those of a create.</summary>
    [JsonPropertyName("clusterType")]
    public string? ClusterType { get; init; }

    /// <summary>Region.</summary>
    [JsonPropertyName("regionId")]
    public string? RegionId { get; init; }
}
