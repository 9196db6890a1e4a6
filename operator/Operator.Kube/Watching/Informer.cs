using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Keeps a store equal to the API server: list, watch, resume, and list again where the thread is lost.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class Informer<T> : IInformer where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);

    private readonly ListReader<T> _list;
    private readonly WatchReader<T> _watch;
    private readonly WatchOptions _options;
    private readonly Heartbeats _beats;
    private readonly KubeMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<Change<T>>? _observers;
    private string? _version;
    private long _listedAt;
    private int _failures;
    private bool _isBroken;

    public Informer(
        KubeApi api, KubeOptions options, IEnumerable<IndexDeclaration<T>> indexes, Heartbeats beats, KubeMetrics metrics, TimeProvider clock, ILogger<Informer<T>> log)
    {
        Kind = ResourceType.Of<T>().Kind;
        Store = new(indexes);
        _list = new(api, options, log);
        _watch = new(api, options, clock, log);
        (_options, _beats, _metrics, _clock, _log) = (options.Watch, beats, metrics, clock, log);
    }

    public string Kind { get; }

    public Store<T> Store { get; }

    public bool HasSynced => Store.HasSynced;

    /// <summary>Calls <paramref name="observer"/> for each change from now on. It must be quick and not throw.</summary>
    public void Observe(Action<Change<T>> observer) => _observers += observer;

    public Task SyncedAsync(CancellationToken cancellation) => _synced.Task.WaitAsync(cancellation);

    /// <summary>The newest known state of an object; the given one where it is gone, or was made anew under its name.</summary>
    public T Newest(T entity) => Store.Find(ResourceKey.Of(entity)) is { } known && known.Metadata.Uid == entity.Metadata.Uid ? known : entity;

    /// <summary>Takes the answer to our own write, so that the next pass does not begin from an older state.</summary>
    public void Accept(T written)
    {
        written.Metadata.ManagedFields = null;
        Announce(Store.Overlay(written));
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var pause = await FollowAsync(cancellation);
            if (pause > TimeSpan.Zero && !cancellation.IsCancellationRequested)
                await PauseAsync(pause, cancellation);
        }
    }

    /// <summary>One list where needed and one watch. Returns how long to wait before the next.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "An informer that ends blinds the operator for ever: whatever went wrong is told, and tried again.")]
    private async Task<TimeSpan> FollowAsync(CancellationToken cancellation)
    {
        var began = _clock.GetTimestamp();
        try
        {
            if (_version is null || _clock.GetElapsedTime(_listedAt) > _options.RelistAfter)
                await ListAsync(cancellation);

            began = _clock.GetTimestamp();
            Expect(_options.AnswerTimeout);
            await _watch.ReadAsync(_version!, Take, cancellation);
            return AfterEnd(began);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception e)
        {
            return AfterFailure(e, began);
        }
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        Expect(_options.AnswerTimeout * 2);
        var listing = await _list.ReadAsync(cancellation);
        var changes = Store.Replace(listing.Entities, listing.Unreadable, listing.Version);
        _version = listing.Version;
        _listedAt = _clock.GetTimestamp();
        _metrics.Listed(Kind);
        _synced.TrySetResult();

        foreach (var change in changes)
            Announce(change);
    }

    private void Take(WatchEvent<T> @event)
    {
        Expect(_options.Silence);
        switch (@event)
        {
            case { Kind: WatchEventKind.Put, Entity: { } entity }:
                Announce(Store.Put(entity));
                break;
            case { Kind: WatchEventKind.Removed, Entity: { } entity }:
                Announce(Store.Remove(entity));
                break;
        }
        Recover();
        // Only now: where the line above throws, the event comes again.
        _version = @event.Version ?? _version;
    }

    /// <summary>A watch that ends is ordinary; watches that end at once, one after another, must not become a busy loop.</summary>
    private TimeSpan AfterEnd(long began)
    {
        _metrics.WatchEnded(Kind, "ended");
        return LastedWell(began) ? TimeSpan.Zero : NextPause(retryAfter: null);
    }

    private TimeSpan AfterFailure(Exception error, long began)
    {
        var refusal = error as KubeApiException;
        // Whatever Status came, the thread may be lost: only a list is certain. A broken connection goes on from where it was.
        if (refusal is not null)
            _version = null;

        _metrics.WatchEnded(Kind, CauseOf(error));
        LastedWell(began);
        var pause = NextPause(refusal?.RetryAfter);
        if (!_isBroken)
            _log.WatchFailed(error, Kind, pause);
        _isBroken = true;
        return pause;
    }

    private bool LastedWell(long began)
    {
        var well = _clock.GetElapsedTime(began) >= _options.Healthy;
        if (well)
            _failures = 0;
        return well;
    }

    private void Recover()
    {
        if (_isBroken)
            _log.WatchRecovered(Kind, _failures);
        _isBroken = false;
    }

    private TimeSpan NextPause(TimeSpan? retryAfter)
    {
        var pause = Backoff.After(++_failures, _options.Backoff, Random.Shared.NextDouble());
        return retryAfter > pause ? retryAfter.Value : pause;
    }

    private static string CauseOf(Exception error) => error switch
    {
        KubeApiException { Status: HttpStatusCode.Gone } => "gone",
        KubeApiException => "refused",
        TimeoutException => "silent",
        JsonException or IOException or HttpRequestException => "broken",
        _ => "bug",
    };

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellation)
    {
        Expect(pause);
        try
        {
            await Task.Delay(pause, _clock, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The loop's own condition ends it.
        }
    }

    private void Announce(Change<T>? change)
    {
        if (change is { } known)
            _observers?.Invoke(known);
    }

    private void Expect(TimeSpan within) => _beats.Expect($"informer/{Kind}", within + s_margin);
}
