namespace Sonde.Agent.Core.Timing;

/// <summary>Notices that the process stood still: frozen between requests, stopped, or paused with its machine.</summary>
/// <remarks>
/// It beats once a second. A beat that comes late by the monotonic clock tells of a stopped process (that clock runs on meanwhile); a wall clock
/// that ran ahead of the beat tells of a paused machine (where the monotonic clock stood still too).
/// </remarks>
internal sealed class ThawWatch(TimeProvider clock)
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    // Two beats late is beyond what a busy machine does to a timer; less would take load for a freeze.
    private static readonly TimeSpan s_longestGap = s_beat * 3;

    private readonly Lock _lock = new();
    private long _lastTimestamp = clock.GetTimestamp();
    private DateTimeOffset _lastWallClock = clock.GetUtcNow();
    private int _thaws;

    /// <summary>Number of thaws so far.</summary>
    public int Thaws => Volatile.Read(ref _thaws);

    /// <summary>Called on each thaw, by whoever notices it first. Handlers must be quick.</summary>
    public event EventHandler? Thawed;

    /// <summary>Beats until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using PeriodicTimer beat = new(s_beat, clock);
        while (await beat.WaitForNextTickAsync(cancellation))
            Check();
    }

    /// <summary>Looks at the clocks now; whoever is woken by a timer of its own may be the first to see a thaw.</summary>
    /// <returns>Number of thaws so far.</returns>
    public int Check()
    {
        lock (_lock)
        {
            var wallClock = clock.GetUtcNow();
            var timestamp = clock.GetTimestamp();
            var isThaw = clock.GetElapsedTime(_lastTimestamp, timestamp) > s_longestGap || wallClock - _lastWallClock > s_longestGap;
            (_lastTimestamp, _lastWallClock) = (timestamp, wallClock);
            if (!isThaw)
                return _thaws;

            _thaws++;
        }

        Thawed?.Invoke(this, EventArgs.Empty);
        return Thaws;
    }
}
