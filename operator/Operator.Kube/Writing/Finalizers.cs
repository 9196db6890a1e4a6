using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Puts our finalizer on an entity before anything is made for it, and takes it off when nothing is left.</summary>
/// <remarks>
/// Taking it off is cancelled with everything else when leadership is lost: the next leader finalizes again, finds nothing left, and removes it.
/// The list goes with its resource version, so the finalizers of others are never lost.
/// </remarks>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class Finalizers<TEntity>(EntityClient<TEntity> client) where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private const int MostTries = 5;

    /// <summary>Whether the entity bears the finalizer; always, where there is none to bear.</summary>
    public static bool Bears(TEntity entity, string? finalizer) => finalizer is null || entity.Metadata.Finalizers?.Contains(finalizer) is true;

    /// <summary>Adds the finalizer where it is missing.</summary>
    /// <returns>The entity with it; an entity that is being deleted as it is; null where it is gone.</returns>
    public Task<TEntity?> AddAsync(TEntity entity, string finalizer, CancellationToken cancellation) =>
        ChangeAsync(
            entity,
            isDone: now => now.Metadata.DeletionTimestamp is not null || Bears(now, finalizer),
            change: names => [.. names, finalizer],
            cancellation);

    /// <summary>Removes the finalizer where it is still there.</summary>
    /// <returns>The entity without it; null where it is gone.</returns>
    public Task<TEntity?> RemoveAsync(TEntity entity, string finalizer, CancellationToken cancellation) =>
        ChangeAsync(
            entity,
            isDone: now => !Bears(now, finalizer),
            change: names => [.. names.Where(name => name != finalizer)],
            cancellation);

    private async Task<TEntity?> ChangeAsync(
        TEntity entity, Func<TEntity, bool> isDone, Func<IEnumerable<string>, IEnumerable<string>> change, CancellationToken cancellation)
    {
        var key = ResourceKey.Of(entity);
        for (var tries = 1; ; tries++)
        {
            if (isDone(entity))
                return entity;
            try
            {
                return await client.PatchAsync(key, Patch(entity, change(entity.Metadata.Finalizers ?? [])), cancellation);
            }
            catch (KubeApiException e) when (e.Status is HttpStatusCode.NotFound)
            {
                return null;
            }
            catch (KubeApiException e) when (e.Status is HttpStatusCode.Conflict && tries < MostTries)
            {
                if (await client.FindAsync(key, cancellation) is not { } fresh || fresh.Metadata.Uid != entity.Metadata.Uid)
                    return null;
                entity = fresh;
            }
        }
    }

    private static JsonObject Patch(TEntity entity, IEnumerable<string> finalizers) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["resourceVersion"] = entity.Metadata.ResourceVersion,
            ["finalizers"] = new JsonArray([.. finalizers.Select(name => JsonValue.Create(name))]),
        },
    };
}
