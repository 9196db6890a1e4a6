using System.Text.Json;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Reads one watch, line by line, until it ends, fails, or goes silent.</summary>
internal sealed class WatchReader<T>(KubeApi api, KubeOptions options, TimeProvider clock, ILogger log) where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ResourceType _type = ResourceType.Of<T>();

    /// <summary>Returns when the server ended the watch in the ordinary way.</summary>
    /// <param name="version">Resource version to go on from.</param>
    /// <param name="take">Called for each event.</param>
    /// <param name="cancellation">Ends the watch.</param>
    /// <exception cref="KubeApiException">Refused, or an ERROR came within the stream.</exception>
    /// <exception cref="TimeoutException">Not one line within <see cref="WatchOptions.Silence"/>.</exception>
    /// <exception cref="JsonException">A line was torn.</exception>
    public async Task ReadAsync(string version, Action<WatchEvent<T>> take, CancellationToken cancellation)
    {
        using var response = await api.OpenAsync(Path(version), cancellation);
        using var silence = new CancellationTokenSource(options.Watch.Silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(either.Token));
            while (await reader.ReadLineAsync(either.Token) is { } line)
            {
                silence.CancelAfter(options.Watch.Silence);
                if (Read(line) is { } @event)
                    take(@event);
            }
        }
        catch (OperationCanceledException e) when (silence.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The watch of {_type.Plural} told nothing for {options.Watch.Silence}.", e);
        }
    }

    private string Path(string version)
    {
        var watch = options.Watch;
        var seconds = watch.ShortestWatch + (watch.LongestWatch - watch.ShortestWatch) * Random.Shared.NextDouble();
        return $"{_type.PathOfAll(options.Namespace)}?watch=true&allowWatchBookmarks=true&timeoutSeconds={Math.Max(1, (int)seconds.TotalSeconds)}"
            + $"&resourceVersion={Uri.EscapeDataString(version)}";
    }

    private WatchEvent<T>? Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement.GetProperty("object");
        var type = document.RootElement.GetProperty("type").GetString();
        return type switch
        {
            "ERROR" => throw StatusBody.ToException(json),
            "BOOKMARK" => new(WatchEventKind.Bookmark, Entity: null, VersionOf(json)),
            "ADDED" or "MODIFIED" => EntityEvent(WatchEventKind.Put, json),
            "DELETED" => EntityEvent(WatchEventKind.Removed, json),
            _ => null,   // a type of a later Kubernetes
        };
    }

    private WatchEvent<T> EntityEvent(WatchEventKind kind, JsonElement json) => EntityReader.TryRead<T>(json, log, out var entity, out _)
        ? new(kind, entity, entity.Metadata.ResourceVersion)
        : new(WatchEventKind.Bookmark, Entity: null, VersionOf(json));   // an object that does not fit the type moves the version all the same

    private static string? VersionOf(JsonElement json) =>
        json.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("resourceVersion", out var version) ? version.GetString() : null;
}
