using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Reads and patches single entities. A replica that may not write is stopped here, before the bytes leave.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class EntityClient<TEntity>(KubeApi api, ILeadership leadership) where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ResourceType _type = ResourceType.Of<TEntity>();

    /// <summary>The entity as it is now, or null where it is gone.</summary>
    public async Task<TEntity?> FindAsync(ResourceKey key, CancellationToken cancellation)
    {
        try
        {
            return KubernetesJson.Deserialize<TEntity>(await api.GetAsync(_type.PathOf(key), cancellation));
        }
        catch (KubeApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Patches the entity, its status excepted.</summary>
    public Task<TEntity> PatchAsync(ResourceKey key, JsonNode patch, CancellationToken cancellation) =>
        PatchAsync(_type.PathOf(key), patch, cancellation);

    /// <summary>Patches the status, and nothing else: the server ignores the rest.</summary>
    public Task<TEntity> PatchStatusAsync(ResourceKey key, JsonNode patch, CancellationToken cancellation) =>
        PatchAsync($"{_type.PathOf(key)}/status", patch, cancellation);

    private async Task<TEntity> PatchAsync(string path, JsonNode patch, CancellationToken cancellation)
    {
        // The token is cancelled before another replica can lead; this catches a process that slept through its own deadline.
        if (!leadership.IsLeader)
            throw new OperationCanceledException("This replica does not lead; it may not write.", cancellation);

        return KubernetesJson.Deserialize<TEntity>(await api.PatchAsync(path, patch, cancellation));
    }
}
