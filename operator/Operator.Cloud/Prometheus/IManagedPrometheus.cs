namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>What the operator needs of ARMS (API 2019-08-08) for managed Prometheus.</summary>
public interface IManagedPrometheus
{
    /// <summary>Makes an instance and gives its id (<c>rw-…</c>). Names are not unique and there is no idempotency token: look by owner tag first, and again after <see cref="CloudException.MayHaveHappened"/>.</summary>
    Task<string> CreateAsync(NewPrometheusCluster cluster, CancellationToken cancellation);

    /// <summary>The instance with this id; null when it is absent.</summary>
    Task<PrometheusCluster?> FindAsync(string clusterId, CancellationToken cancellation);

    /// <summary>The instances that carry all of <paramref name="tags"/>. May lag behind a create.</summary>
    Task<IReadOnlyList<PrometheusCluster>> ListByTagAsync(IReadOnlyList<Tag> tags, CancellationToken cancellation);

    /// <summary>All instances of the region, without URLs and tags. May lag behind a create.</summary>
    /// <param name="clusterType">Type as lists say it, e.g. <c>remote-write-prometheus</c>; null: all types.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<PrometheusSummary>> ListAsync(string? clusterType, CancellationToken cancellation);

    /// <summary>Changes what is not null in <paramref name="change"/>.</summary>
    Task UpdateAsync(string clusterId, PrometheusClusterUpdate change, CancellationToken cancellation);

    /// <summary>Removes an instance and its data; an absent one is success. It may linger in lists for a while.</summary>
    Task UninstallAsync(string clusterId, CancellationToken cancellation);

    /// <summary>Adds or replaces tags; up to 20.</summary>
    Task TagAsync(string clusterId, IReadOnlyList<Tag> tags, CancellationToken cancellation);

    /// <summary>Removes tags by key.</summary>
    Task UntagAsync(string clusterId, IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>The tags of an instance, those of the platform among them; none when it is absent.</summary>
    Task<IReadOnlyList<Tag>> ListTagsAsync(string clusterId, CancellationToken cancellation);

    /// <summary>Shows an instance in a Grafana workspace.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/>: no such instance.</exception>
    Task BindGrafanaAsync(string clusterId, string grafanaWorkspaceId, CancellationToken cancellation);

    /// <summary>The account's token for reading and writing in this region; null when it has none yet.</summary>
    Task<ApiToken?> GetApiTokenAsync(CancellationToken cancellation);
}
