using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Spool;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Sends what waits for one destination, one request at a time: so the samples of a series arrive in their order, whatever fails.</summary>
internal sealed class Sender : IDisposable
{
    private static readonly TimeSpan s_pauseAfterRefusal = TimeSpan.FromSeconds(5);

    // A request that hangs longer than this brings what waits behind it to disk, again and again.
    private static readonly TimeSpan s_spillEvery = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SenderClock _schedule;
    private readonly SenderLog _events;
    private readonly MetadataSender _metadata;
    private readonly EncodedRequest _request = new();
    private readonly SampleEncoder _encoder;
    private readonly SampleQueue _queue;
    private readonly Backlog _backlog;
    private readonly ProbePace _probes = new();
    private readonly Ask _flush = new();
    private SenderRoute _route;
    private int _unaccounted;
    private bool _isRefusing;

    /// <summary>Prepares a sender; <see cref="RunAsync"/> starts it.</summary>
    public Sender(SenderRoute route, DestinationCounters counters, MetadataSource metadata, TimeProvider clock, ILogger log, DestinationSpool? spool = null)
    {
        _route = route;
        Counters = counters;
        _clock = clock;
        _log = log;
        _schedule = new(clock);
        _events = new(route.Destination.Name, clock, log);
        _metadata = new(metadata, clock);
        _queue = new(route.Destination.Queue);
        _backlog = new(_queue, spool, route.MaxBytes);
        Spool = spool;
        _encoder = new(_request);
    }

    public DestinationCounters Counters { get; }

    /// <summary>What it sends to now.</summary>
    public RemoteWriteDestination Destination => _route.Destination;

    /// <summary>Where samples go when the receiver is away; null: they stay in memory.</summary>
    public DestinationSpool? Spool { get; }

    /// <summary>Samples that wait in memory.</summary>
    public int QueuedSamples => _queue.Samples;

    /// <summary>What they weigh.</summary>
    public long QueuedBytes => _queue.Bytes;

    /// <summary>Takes a batch in. Never waits: when the queue is full its oldest batch goes.</summary>
    public void Enqueue(SampleBatch batch)
    {
        var dropped = _queue.Add(batch);
        if (dropped > 0)
        {
            Counters.AddDropped(DropReason.QueueFull, dropped);
            _events.QueueFull(dropped);
        }

        _schedule.Arrived();
    }

    /// <summary>Goes on with another configuration of the same destination; what waits is kept.</summary>
    public void Use(SenderRoute route)
    {
        route.Adopt(_route);
        var old = Interlocked.Exchange(ref _route, route);
        old.Dispose();
        _queue.Bound(route.Destination.Queue);
        _schedule.Hurry();
    }

    /// <summary>The process stood still: connections are dead, and there may be CPU for a moment only.</summary>
    public void Thaw()
    {
        _route.Client.RenewConnections();
        _schedule.Hurry();
    }

    /// <summary>Sends what waits now. Done once all of it is settled, or the sender pauses because the receiver refuses or is away.</summary>
    public Task FlushAsync()
    {
        if (_schedule.IsPaused)
            return Task.CompletedTask;

        var flush = _flush.MakeAsync();
        _schedule.GatherNoMore();
        return flush;
    }

    /// <summary>Sends what waits without patience, then lets <see cref="RunAsync"/> end.</summary>
    public void Stop() => _schedule.Stop();

    /// <summary>Sends until <see cref="Stop"/> was called and nothing waits, or until aborted; what is left then is counted as lost.</summary>
    public async Task RunAsync(CancellationToken abort)
    {
        try
        {
            while (await NextBatchAsync(abort))
            {
                await DeliverAsync(_backlog.Taken, abort);
                _backlog.Settle();
            }
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            var (lost, kept) = _backlog.Close(_unaccounted);
            Counters.AddDropped(DropReason.Shutdown, lost);
            if (lost > 0)
                _log.LostAtStop(Destination.Name, lost);
            if (kept > 0)
                _log.SpoolKept(Destination.Name, kept);
        }
        finally
        {
            _flush.Close();
        }
    }

    public void Dispose()
    {
        _route.Dispose();
        Spool?.Dispose();
    }

    /// <summary>Waits for samples that are due and takes them out.</summary>
    /// <returns>False where the sender is to end.</returns>
    private async Task<bool> NextBatchAsync(CancellationToken abort)
    {
        while (true)
        {
            await PauseAsync(abort);
            // Looked at first: what was queued before the flush was asked for is then seen below.
            var flush = _flush.Peek();
            if (_backlog.HasOnDisk)
                _backlog.Spill();
            var wait = _backlog.HasOnDisk ? TimeSpan.Zero : _schedule.UntilBatch(_queue, Destination.Batch, _route.MaxBytes);
            if (wait == TimeSpan.Zero)
            {
                Take();
                return true;
            }

            if (wait is null)
                _flush.Answer(flush);
            if (wait is null && _schedule.IsStopping)
                return false;

            if (wait is null && _metadata.IsDue)
                await _metadata.SendAsync(_route, _request, Counters, abort);
            else
                await _schedule.WaitAsync(wait ?? _metadata.UntilDue, abort);
        }
    }

    private void Take()
    {
        // While credentials are refused a request serves to find out whether they still are: it risks one sample.
        _backlog.Take(_probes.IsProbing && !_schedule.IsStopping ? 1 : Destination.Batch.MaxSamples, _route.MaxBytes);
        _schedule.Taken(_queue.Samples == 0);
        _unaccounted = _backlog.Taken.Count;
        var limit = AgeLimit.OfSamples(Destination.Retry, Spool);
        if (AgeLimit.RemoveOlder(_backlog.Taken, limit, _clock) is > 0 and var dropped)
            GiveUp(DropReason.TooOld, dropped, limit);
    }

    private async Task DeliverAsync(List<Sample> samples, CancellationToken abort)
    {
        var route = _route;
        var count = _encoder.Encode(samples, route);
        if (count == 0)
        {
            _unaccounted -= samples.Count;
            return;
        }

        var firstAttempt = _clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            Counters.AddRequest(_request.Compressed.Length);
            var answer = await PostAsync(attempt, abort);
            if (route.Protocol.Changes(_encoder.Protocol, answer))
            {
                _events.OlderProtocol(answer);
                count = _encoder.Encode(samples, route);
                attempt = 0;
                continue;
            }

            var verdict = RemoteWriteVerdict.Of(answer.Status, Destination.Retry.RetryOnTooManyRequests);
            if (verdict is Verdict.Split && samples.Count > 1)
            {
                await DeliverAsync(samples[..(samples.Count / 2)], abort);
                await DeliverAsync(samples[(samples.Count / 2)..], abort);
                return;
            }

            if (verdict is not Verdict.Retry)
            {
                Settle(verdict, samples.Count, count, answer);
                return;
            }

            _events.WillRetry(answer);
            var longest = AgeLimit.OfRequest(Destination.Retry, Spool);
            if (longest != Timeout.InfiniteTimeSpan && _clock.GetElapsedTime(firstAttempt) >= longest)
            {
                GiveUp(DropReason.TooOld, samples.Count, longest);
                return;
            }

            _backlog.Spill();
            Counters.AddRetry();
            _schedule.Pause(Backoff.Delay(Destination.Retry, attempt, Random.Shared.NextDouble(), answer.RetryAfter));
            await PauseAsync(abort);
        }
    }

    private async Task<WriteAnswer> PostAsync(int attempt, CancellationToken abort)
    {
        var answer = _route.Client.SendAsync(_request.Compressed, _encoder.Protocol, attempt, abort);
        while (_backlog.HasSpool && !await answer.UpToAsync(s_spillEvery, _clock))
            _backlog.Spill();
        return await answer;
    }

    /// <summary>Nobody who asked for a flush waits for a receiver that refuses or is away.</summary>
    private async Task PauseAsync(CancellationToken abort)
    {
        while (_schedule.IsPaused)
        {
            _flush.Take()?.TrySetResult();
            if (_backlog.HasOnDisk || _probes.IsProbing)
                _backlog.Spill();
            await _schedule.WaitInPauseAsync(abort);
        }
    }

    private void Settle(Verdict verdict, int taken, int sent, WriteAnswer answer)
    {
        _unaccounted -= taken;
        var written = answer.SamplesWritten(sent);
        Counters.AddSent(written);
        switch (verdict)
        {
            case Verdict.Delivered:
                _probes.Taken();
                _isRefusing = false;
                _events.Delivered();
                _metadata.Allow(Destination.SendMetadata && _encoder.Protocol is RemoteWriteProtocol.V1);
                if (written < sent)
                    Refuse(DropReason.Refused, sent - written, answer);
                break;
            case Verdict.Unauthorized:
                Counters.AddDropped(DropReason.Unauthorized, sent);
                var pause = _probes.Refused();
                _events.Unauthorized(Destination, answer, pause);
                _schedule.Pause(pause);
                break;
            default:
                Refuse(verdict is Verdict.Split ? DropReason.TooLarge : DropReason.Refused, sent - written, answer);
                // What waits already goes out at once, for the next may be taken. What comes later is gathered: a receiver that refuses all is not hammered.
                _isRefusing |= !_backlog.HasOnDisk && _queue.Samples == 0;
                if (_isRefusing)
                    _schedule.Pause(s_pauseAfterRefusal * _route.Protocol.RequestsPerRefusal);
                break;
        }
    }

    private void Refuse(DropReason reason, int samples, WriteAnswer answer)
    {
        Counters.AddDropped(reason, samples);
        _events.Refused(samples, answer);
    }

    private void GiveUp(DropReason reason, int samples, TimeSpan age)
    {
        _unaccounted -= samples;
        Counters.AddDropped(reason, samples);
        _events.TooOld(samples, age);
    }
}
