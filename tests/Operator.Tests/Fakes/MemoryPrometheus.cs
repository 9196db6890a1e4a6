using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>Managed Prometheus as a dictionary.</summary>
internal sealed class MemoryPrometheus(Journal journal) : IManagedPrometheus
{
    public Dictionary<string, PrometheusCluster> Clusters { get; } = new(StringComparer.Ordinal);

    public string StatusAfterCreate { get; set; } = "RUNNING";

    public Task<string> CreateAsync(NewPrometheusCluster cluster, CancellationToken cancellation)
    {
        journal.Note("CreatePrometheus", cluster.ClusterName);
        var id = $"rw-{Clusters.Count}";
        Clusters[id] = new()
        {
            ClusterId = id,
            ClusterName = cluster.ClusterName,
            DbInstanceStatus = StatusAfterCreate,
            StorageDuration = cluster.StorageDuration ?? 90,
            ArchiveDuration = cluster.ArchiveDuration ?? 0,
            PaymentType = cluster.PaymentType ?? "POSTPAY",
            ResourceGroupId = cluster.ResourceGroupId ?? "rg-default",
            RemoteWriteInterUrl = $"https://{id}.example/write",
            RemoteWriteIntraUrl = $"http://{id}.internal/write",
            HttpApiInterUrl = $"https://{id}.example",
            HttpApiIntraUrl = $"http://{id}.internal",
            Tags = [.. cluster.Tags.Select(t => new PrometheusTag(t.Key, t.Value))],
        };
        journal.Answer("CreatePrometheus");
        return Task.FromResult(id);
    }

    public Task<PrometheusCluster?> FindAsync(string clusterId, CancellationToken cancellation)
    {
        journal.Note("FindPrometheus", clusterId);
        return Task.FromResult(Clusters.GetValueOrDefault(clusterId));
    }

    public Task<IReadOnlyList<PrometheusCluster>> ListByTagAsync(IReadOnlyList<Tag> tags, CancellationToken cancellation)
    {
        journal.Note("ListPrometheus");
        return Task.FromResult<IReadOnlyList<PrometheusCluster>>([.. Clusters.Values.Where(c => tags.All(t => c.Tags!.Contains(new(t.Key, t.Value))))]);
    }

    public Task UpdateAsync(string clusterId, PrometheusClusterUpdate change, CancellationToken cancellation)
    {
        journal.Note("UpdatePrometheus", clusterId);
        var there = Clusters[clusterId];
        Clusters[clusterId] = there with { StorageDuration = change.StorageDuration ?? there.StorageDuration, ArchiveDuration = change.ArchiveDuration ?? there.ArchiveDuration, PaymentType = change.PaymentType ?? there.PaymentType };
        return Task.CompletedTask;
    }

    public Task UninstallAsync(string clusterId, CancellationToken cancellation)
    {
        journal.Note("UninstallPrometheus", clusterId);
        Clusters.Remove(clusterId);
        return Task.CompletedTask;
    }

    public Task TagAsync(string clusterId, IReadOnlyList<Tag> tags, CancellationToken cancellation)
    {
        journal.Note("TagPrometheus", clusterId);
        var there = Clusters[clusterId];
        Clusters[clusterId] = there with { Tags = [.. there.Tags!.Where(t => tags.All(m => m.Key != t.TagKey)), .. tags.Select(t => new PrometheusTag(t.Key, t.Value))] };
        return Task.CompletedTask;
    }

    public Task UntagAsync(string clusterId, IReadOnlyList<string> keys, CancellationToken cancellation) => throw new NotSupportedException("No reconciler removes tags.");

    public Task<IReadOnlyList<PrometheusSummary>> ListAsync(string? clusterType, CancellationToken cancellation) => throw new NotSupportedException("No reconciler lists without tags.");

    public Task<IReadOnlyList<Tag>> ListTagsAsync(string clusterId, CancellationToken cancellation) => throw new NotSupportedException("No reconciler lists tags.");

    public Task BindGrafanaAsync(string clusterId, string grafanaWorkspaceId, CancellationToken cancellation) => throw new NotSupportedException("No reconciler binds Grafana.");

    public Task<ApiToken?> GetApiTokenAsync(CancellationToken cancellation) => throw new NotSupportedException("No reconciler asks for the token.");
}
