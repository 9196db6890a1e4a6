using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>ARMS: one path, the operation in a header, all parameters in the query.</summary>
internal sealed class ManagedPrometheusClient(CloudTransport transport, string region) : IManagedPrometheus
{
    private const string ResourceType = "PROMETHEUS";

    private static PrometheusJson Json => PrometheusJson.Default;

    public async Task<string> CreateAsync(NewPrometheusCluster cluster, CancellationToken cancellation)
    {
        var request = Call("CreatePrometheusInstance", CallEffect.Create,
        [
            new("ClusterType", "remote-write"),
            new("ClusterName", cluster.ClusterName),
            new("GrafanaInstanceId", cluster.GrafanaInstanceId),
            new("Duration", Text(cluster.StorageDuration)),
            new("ArchiveDuration", Text(cluster.ArchiveDuration)),
            new("PaymentType", cluster.PaymentType),
            new("ResourceGroupId", cluster.ResourceGroupId),
            .. TagParameters("Tags", cluster.Tags),
        ]);
        var answer = await transport.SendAsync(request, cancellation);
        return Read(answer, Json.TextAnswer, request).Data is { Length: > 0 } id ? id : throw Answers.Unreadable(CloudService.Arms, request.Operation, answer, inner: null);
    }

    public async Task<PrometheusCluster?> FindAsync(string clusterId, CancellationToken cancellation)
    {
        try
        {
            var request = Call("GetPrometheusInstance", CallEffect.Read, [new("ClusterId", clusterId)]);
            var cluster = Read(await transport.SendAsync(request, cancellation), Json.ClusterAnswer, request).Data;
            return string.IsNullOrEmpty(cluster?.ClusterId) ? null : cluster;
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<PrometheusCluster>> ListByTagAsync(IReadOnlyList<Tag> tags, CancellationToken cancellation)
    {
        var request = Call("ListPrometheusInstanceByTagAndResourceGroupId", CallEffect.Read, TagParameters("Tag", tags));
        return Read(await transport.SendAsync(request, cancellation), Json.ClusterListAnswer, request).Data?.PrometheusInstances ?? [];
    }

    public Task UpdateAsync(string clusterId, PrometheusClusterUpdate change, CancellationToken cancellation) =>
        transport.SendAsync(
            Call("UpdatePrometheusInstance", CallEffect.Idempotent,
            [
                new("ClusterId", clusterId),
                new("StorageDuration", Text(change.StorageDuration)),
                new("ArchiveDuration", Text(change.ArchiveDuration)),
                new("PaymentType", change.PaymentType),
                new("EnableAuthToken", Text(change.EnableAuthToken)),
                new("EnableAuthFreeRead", Text(change.EnableAuthFreeRead)),
                new("AuthFreeReadPolicy", change.AuthFreeReadPolicy),
                new("EnableAuthFreeWrite", Text(change.EnableAuthFreeWrite)),
                new("AuthFreeWritePolicy", change.AuthFreeWritePolicy),
                new("ResourceGroupId", change.ResourceGroupId),
            ]),
            cancellation);

    public async Task UninstallAsync(string clusterId, CancellationToken cancellation)
    {
        try
        {
            await transport.SendAsync(Call("UninstallPromCluster", CallEffect.Idempotent, [new("ClusterId", clusterId)]), cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            // Done already.
        }
    }

    public Task TagAsync(string clusterId, IReadOnlyList<Tag> tags, CancellationToken cancellation) =>
        transport.SendAsync(Call("TagResources", CallEffect.Idempotent, [new("ResourceType", ResourceType), new("ResourceId.1", clusterId), .. TagParameters("Tag", tags)]), cancellation);

    public Task UntagAsync(string clusterId, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        transport.SendAsync(
            Call("UntagResources", CallEffect.Idempotent,
            [
                new("ResourceType", ResourceType),
                new("ResourceId.1", clusterId),
                .. keys.Select((key, index) => new KeyValuePair<string, string?>($"TagKey.{index + 1}", key)),
            ]),
            cancellation);

    private CloudRequest Call(string operation, CallEffect effect, IEnumerable<KeyValuePair<string, string?>> parameters) =>
        new(operation, HttpMethod.Post, effect) { Query = [new("RegionId", region), .. parameters.Where(parameter => parameter.Value is not null)] };

    // Create says Tags.N, all others say Tag.N; both count from 1.
    private static IEnumerable<KeyValuePair<string, string?>> TagParameters(string name, IReadOnlyList<Tag> tags) => tags.SelectMany((tag, index) => new KeyValuePair<string, string?>[]
    {
        new($"{name}.{index + 1}.Key", tag.Key),
        new($"{name}.{index + 1}.Value", tag.Value),
    });

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(bool? flag) => flag switch { true => "true", false => "false", null => null };

    private static T Read<T>(CloudAnswer answer, JsonTypeInfo<T> type, CloudRequest request)
        where T : class =>
        Answers.Read(answer, type, CloudService.Arms, request.Operation);
}
