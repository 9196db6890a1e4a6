using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>When a sender may send: batch deadlines, pauses after refusals, and what cuts them short.</summary>
/// <remarks>Times are of the monotonic clock. Thaw, stop and a new configuration end any pause at once.</remarks>
internal sealed class SenderClock(TimeProvider clock)
{
    // After a start and a thaw the process may have CPU for a moment only: nothing waits for company then.
    private static readonly TimeSpan s_eagerFor = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_longestWhileStopping = TimeSpan.FromMilliseconds(250);

    private readonly Wakeup _wakeup = new();
    private readonly Lock _lock = new();
    private long? _oldestSince;
    private long? _pauseFrom;
    private TimeSpan _pause;
    private long _eagerFrom = clock.GetTimestamp();

    /// <summary>True once the sender is to end.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Samples came in.</summary>
    public void Arrived()
    {
        lock (_lock)
            _oldestSince ??= clock.GetTimestamp();
        _wakeup.Raise();
    }

    /// <summary>Samples were taken out.</summary>
    public void Taken(bool isEmpty)
    {
        lock (_lock)
            _oldestSince = isEmpty ? null : _oldestSince;
    }

    /// <summary>Ends pauses: the world has changed.</summary>
    public void Hurry()
    {
        lock (_lock)
        {
            _pauseFrom = null;
            _eagerFrom = clock.GetTimestamp();
        }

        _wakeup.Raise();
    }

    /// <summary>What waits goes out without waiting for company. A pause stays: it spares a receiver that refuses or is away.</summary>
    public void GatherNoMore()
    {
        lock (_lock)
            _eagerFrom = clock.GetTimestamp();
        _wakeup.Raise();
    }

    /// <summary>True while nothing is sent after a refusal.</summary>
    public bool IsPaused => RestOfPause() is { } rest && rest > TimeSpan.Zero;

    /// <summary>No batch deadline and only short pauses from here on.</summary>
    public void Stop()
    {
        IsStopping = true;
        Hurry();
    }

    /// <summary>Sends nothing for a while.</summary>
    public void Pause(TimeSpan pause)
    {
        lock (_lock)
            (_pauseFrom, _pause) = (clock.GetTimestamp(), pause);
    }

    /// <summary>Waits until a pause is over, cut short, or samples come in.</summary>
    public async Task WaitInPauseAsync(CancellationToken cancellation)
    {
        if (RestOfPause() is { } rest && rest > TimeSpan.Zero)
            await _wakeup.WaitAsync(rest, clock, cancellation);
    }

    /// <summary>How long until samples that wait may be sent: zero for now, null where there are none.</summary>
    public TimeSpan? UntilBatch(SampleQueue queue, BatchOptions batch, int maxBytes)
    {
        lock (_lock)
        {
            if (queue.Samples == 0)
                return null;

            var since = _oldestSince ??= clock.GetTimestamp();
            var isFull = queue.Samples >= batch.MaxSamples || queue.Bytes >= maxBytes;
            if (isFull || IsStopping || clock.GetElapsedTime(_eagerFrom) < s_eagerFor)
                return TimeSpan.Zero;

            var rest = batch.Deadline - clock.GetElapsedTime(since);
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    /// <summary>Waits for something to happen, or for the time to pass.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellation) => _wakeup.WaitAsync(longest, clock, cancellation);

    private TimeSpan? RestOfPause()
    {
        lock (_lock)
        {
            // There is no time left for patience, and none for a receiver that is asked without a pause either.
            var pause = IsStopping && _pause > s_longestWhileStopping ? s_longestWhileStopping : _pause;
            return _pauseFrom is { } from ? pause - clock.GetElapsedTime(from) : null;
        }
    }
}
