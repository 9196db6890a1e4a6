using System.Text.Json;
using Sonde.Operator.Cloud.Http;
using static Sonde.Operator.Cloud.Http.RpcParameters;

namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>Instances of managed Prometheus in ARMS.</summary>
internal sealed class ManagedPrometheusClient(RpcCaller arms, string region) : IManagedPrometheus
{
    private const string ResourceType = "PROMETHEUS";

    private static PrometheusJson Json => PrometheusJson.Default;

    public async Task<string> CreateAsync(NewPrometheusCluster cluster, CancellationToken cancellation)
    {
        const string Operation = "CreatePrometheusInstance";
        var answer = await arms.AskAsync(
            Operation, CallEffect.Create,
            [
                Region,
                new("ClusterType", "remote-write"),
                new("ClusterName", cluster.ClusterName),
                new("GrafanaInstanceId", cluster.GrafanaInstanceId),
                new("Duration", TextOf(cluster.StorageDuration)),
                new("ArchiveDuration", TextOf(cluster.ArchiveDuration)),
                new("PaymentType", cluster.PaymentType),
                new("ResourceGroupId", cluster.ResourceGroupId),
                .. TagsOf("Tags", cluster.Tags),
            ],
            Json.TextAnswer, cancellation);
        return answer.Data is { Length: > 0 } id ? id : throw arms.Lacking(Operation, "instance id");
    }

    public async Task<PrometheusCluster?> FindAsync(string clusterId, CancellationToken cancellation)
    {
        var cluster = (await arms.FindAsync("GetPrometheusInstance", Of(clusterId), Json.ClusterAnswer, cancellation))?.Data;
        return string.IsNullOrEmpty(cluster?.ClusterId) ? null : cluster;
    }

    public async Task<IReadOnlyList<PrometheusCluster>> ListByTagAsync(IReadOnlyList<Tag> tags, CancellationToken cancellation) =>
        (await arms.AskAsync("ListPrometheusInstanceByTagAndResourceGroupId", CallEffect.Read, [Region, .. TagsOf("Tag", tags)], Json.ClusterListAnswer, cancellation)).Data?.PrometheusInstances ?? [];

    public async Task<IReadOnlyList<PrometheusSummary>> ListAsync(string? clusterType, CancellationToken cancellation)
    {
        const string Operation = "ListPrometheusInstances";
        var answer = await arms.AskAsync(Operation, CallEffect.Read, [Region, new("ShowGlobalView", "false"), new("ClusterType", clusterType)], Json.TextAnswer, cancellation);
        try
        {
            return answer.Data is { Length: > 0 } list ? JsonSerializer.Deserialize(list, Json.IReadOnlyListPrometheusSummary) ?? [] : [];
        }
        catch (JsonException)
        {
            throw arms.Lacking(Operation, "list");
        }
    }

    public Task UpdateAsync(string clusterId, PrometheusClusterUpdate change, CancellationToken cancellation) => arms.SendAsync(
        "UpdatePrometheusInstance",
        [
            .. Of(clusterId),
            new("StorageDuration", TextOf(change.StorageDuration)),
            new("ArchiveDuration", TextOf(change.ArchiveDuration)),
            new("PaymentType", change.PaymentType),
            new("EnableAuthToken", TextOf(change.EnableAuthToken)),
            new("EnableAuthFreeRead", TextOf(change.EnableAuthFreeRead)),
            new("AuthFreeReadPolicy", change.AuthFreeReadPolicy),
            new("EnableAuthFreeWrite", TextOf(change.EnableAuthFreeWrite)),
            new("AuthFreeWritePolicy", change.AuthFreeWritePolicy),
            new("ResourceGroupId", change.ResourceGroupId),
        ],
        cancellation);

    public Task UninstallAsync(string clusterId, CancellationToken cancellation) => arms.RemoveAsync("UninstallPromCluster", Of(clusterId), cancellation);

    public Task TagAsync(string clusterId, IReadOnlyList<Tag> tags, CancellationToken cancellation) =>
        arms.SendAsync("TagResources", [.. AsResource(clusterId), .. TagsOf("Tag", tags)], cancellation);

    public Task UntagAsync(string clusterId, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        arms.SendAsync("UntagResources", [.. AsResource(clusterId), .. keys.Select((key, index) => new KeyValuePair<string, string?>($"TagKey.{index + 1}", key))], cancellation);

    public async Task<IReadOnlyList<Tag>> ListTagsAsync(string clusterId, CancellationToken cancellation) => await Pages.AllAsync(
        async (next, cancelled) =>
        {
            var page = await arms.FindAsync("ListTagResources", [.. AsResource(clusterId), new("NextToken", next)], Json.TagListAnswer, cancelled);
            return (page?.TagResources?.Select(tag => new Tag(tag.TagKey, tag.TagValue)), page?.NextToken);
        },
        cancellation).ToListAsync(cancellation);

    public Task BindGrafanaAsync(string clusterId, string grafanaWorkspaceId, CancellationToken cancellation) =>
        arms.SendAsync("BindPrometheusGrafanaInstance", [.. Of(clusterId), new("GrafanaInstanceId", grafanaWorkspaceId)], cancellation);

    public async Task<ApiToken?> GetApiTokenAsync(CancellationToken cancellation) =>
        (await arms.AskAsync("GetPrometheusApiToken", CallEffect.Read, [Region], Json.TokenAnswer, cancellation)).Token is { Length: > 0 } token ? new(token) : null;

    private KeyValuePair<string, string?> Region => new("RegionId", region);

    private KeyValuePair<string, string?>[] Of(string clusterId) => [Region, new("ClusterId", clusterId)];

    private KeyValuePair<string, string?>[] AsResource(string clusterId) => [Region, new("ResourceType", ResourceType), new("ResourceId.1", clusterId)];
}
