namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>A general-purpose instance for remote write, to be made.</summary>
public sealed record NewPrometheusCluster
{
    /// <summary>Display name; not unique, and not to be changed by this API.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Tags, the owner's among them, set by the create call itself.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>Days that data is kept: 15, 30, 60, 90 or 180; null: the service's default.</summary>
    public int? StorageDuration { get; init; }

    /// <summary>Days that data is archived after that: 0, 60, 90, 180 or 365; null: the service's default.</summary>
    public int? ArchiveDuration { get; init; }

    /// <summary><c>POSTPAY</c> (by samples) or <c>POSTPAY_GB</c> (by volume); null: the account's default.</summary>
    public string? PaymentType { get; init; }

    /// <summary>Resource group; null: the default one.</summary>
    public string? ResourceGroupId { get; init; }

    /// <summary>Grafana workspace to show it in; <c>free</c> is the shared one.</summary>
    public string GrafanaInstanceId { get; init; } = "free";
}
