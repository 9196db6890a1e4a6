using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Patches a status where it differs, and is silent where it does not.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class StatusWriter<TEntity>(EntityClient<TEntity> client) where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private const int MostTries = 5;

    /// <summary>Brings the status of <paramref name="after"/> to the API server.</summary>
    /// <param name="before">The entity as the pass found it; the patch is the difference from it.</param>
    /// <param name="after">The entity with its new status.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The entity as it now is; null where nothing was written: equal, gone, or made anew under its name.</returns>
    /// <exception cref="KubeApiException">Refused for another cause than a conflict, or five conflicts in a row.</exception>
    public async Task<TEntity?> WriteAsync(TEntity before, TEntity after, CancellationToken cancellation)
    {
        var key = ResourceKey.Of(after);
        var wanted = StatusOf(after);
        for (var tries = 1; ; tries++)
        {
            if (MergePatch.Between(StatusOf(before), wanted) is not { } status)
                return null;
            try
            {
                return await client.PatchStatusAsync(key, Patch(before, status), cancellation);
            }
            catch (KubeApiException e) when (e.Status is HttpStatusCode.NotFound)
            {
                return null;
            }
            catch (KubeApiException e) when (e.Status is HttpStatusCode.Conflict && tries < MostTries)
            {
                // Ordinary: a person edited a label. The status of this pass still tells the truth about the generation it names.
                if (await client.FindAsync(key, cancellation) is not { } fresh || fresh.Metadata.Uid != after.Metadata.Uid)
                    return null;
                before = fresh;
            }
        }
    }

    private static JsonObject Patch(TEntity before, JsonObject status) => new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = before.Metadata.ResourceVersion },
        ["status"] = status,
    };

    private static JsonObject StatusOf(TEntity entity) =>
        JsonNode.Parse(KubernetesJson.Serialize(entity))!["status"]?.DeepClone() as JsonObject ?? [];
}
