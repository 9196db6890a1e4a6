using System.Text.Json.Serialization;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>An instance as the service tells it. URLs are opaque: their paths hold ids that are not to be built by hand.</summary>
public sealed record PrometheusCluster
{
    /// <summary>Id, <c>rw-…</c>.</summary>
    public string ClusterId { get; init; } = "";

    /// <summary>Display name.</summary>
    public string? ClusterName { get; init; }

    /// <summary><c>remote-write</c> for those that we make.</summary>
    public string? ClusterType { get; init; }

    /// <summary>Region.</summary>
    public string? RegionId { get; init; }

    /// <summary>Account number.</summary>
    [JsonConverter(typeof(LooseText))]
    public string? UserId { get; init; }

    /// <summary>Resource group.</summary>
    public string? ResourceGroupId { get; init; }

    /// <summary><c>arms</c> or <c>cms</c>: which console owns it.</summary>
    public string? Product { get; init; }

    /// <summary><c>V1</c> or <c>V2</c>.</summary>
    public string? Version { get; init; }

    /// <summary><c>RUNNING</c> when it takes data; may be empty right after the create.</summary>
    public string? DbInstanceStatus { get; init; }

    /// <summary><c>readWrite</c>, <c>readOnly</c> or <c>httpReadOnly</c>.</summary>
    public string? AccessType { get; init; }

    /// <summary>How it is paid.</summary>
    public string? PaymentType { get; init; }

    /// <summary>Days that data is kept.</summary>
    public int? StorageDuration { get; init; }

    /// <summary>Days that data is archived after that.</summary>
    public int? ArchiveDuration { get; init; }

    /// <summary>Grafana workspace.</summary>
    public string? GrafanaInstanceId { get; init; }

    /// <summary>Public remote-write URL; empty right after the create.</summary>
    public string? RemoteWriteInterUrl { get; init; }

    /// <summary>Remote-write URL inside the VPC, plain http.</summary>
    public string? RemoteWriteIntraUrl { get; init; }

    /// <summary>Public base URL of the query API.</summary>
    public string? HttpApiInterUrl { get; init; }

    /// <summary>Base URL of the query API inside the VPC.</summary>
    public string? HttpApiIntraUrl { get; init; }

    /// <summary>Text <c>true</c>, <c>false</c> or null, though <see cref="PrometheusClusterUpdate.EnableAuthToken"/> is a boolean.</summary>
    [JsonConverter(typeof(LooseText))]
    public string? EnableAuthToken { get; init; }

    /// <summary>Whether reading from inside the VPC needs no credentials.</summary>
    public bool? EnableAuthFreeRead { get; init; }

    /// <summary>Whether writing from inside the VPC needs no credentials.</summary>
    public bool? EnableAuthFreeWrite { get; init; }

    /// <summary>Tags, those of the platform among them.</summary>
    public IReadOnlyList<PrometheusTag>? Tags { get; init; }
}
