using System.Net;
using System.Text.Json;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Reads all objects of a kind, page by page.</summary>
internal sealed class ListReader<T>(KubeApi api, KubeOptions options, ILogger log) where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ResourceType _type = ResourceType.Of<T>();

    /// <summary>One consistent list. Where its pages expire while being read, it is read again in one piece.</summary>
    public async Task<Listing<T>> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReadPagesAsync(options.Watch.PageSize, cancellation);
        }
        catch (KubeApiException e) when (e.Status is HttpStatusCode.Gone)
        {
            return await ReadPagesAsync(pageSize: null, cancellation);
        }
    }

    private async Task<Listing<T>> ReadPagesAsync(int? pageSize, CancellationToken cancellation)
    {
        var listing = new Listing<T>();
        string? next = null;
        do
        {
            var limit = pageSize is null ? "" : $"?limit={pageSize}";
            var path = _type.PathOfAll(options.Namespace) + limit + (next is null ? "" : $"&continue={Uri.EscapeDataString(next)}");
            var page = await api.GetAsync(path, cancellation);
            var metadata = page.GetProperty("metadata");
            listing.Version = metadata.GetProperty("resourceVersion").GetString();
            next = metadata.TryGetProperty("continue", out var token) && token.GetString() is { Length: > 0 } text ? text : null;

            if (page.TryGetProperty("items", out var items) && items.ValueKind is JsonValueKind.Array)
            {
                foreach (var item in items.EnumerateArray())
                    Add(listing, item);
            }
        }
        while (next is not null);
        return listing;
    }

    private void Add(Listing<T> listing, JsonElement item)
    {
        if (EntityReader.TryRead<T>(item, log, out var entity, out var key))
            listing.Entities.Add(entity);
        else if (key is { } known)
            listing.Unreadable.Add(known);
    }
}
