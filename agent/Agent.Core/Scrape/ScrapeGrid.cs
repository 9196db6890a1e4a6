namespace Sonde.Agent.Core.Scrape;

/// <summary>When a target is scraped: at once, then on a grid of whole intervals from there. Missed points are skipped, never made up for.</summary>
internal sealed class ScrapeGrid
{
    // Prometheus' rule: a point that is hit this closely gets the grid's own time, since even steps compress better.
    private static readonly TimeSpan s_snap = TimeSpan.FromMilliseconds(2);

    private readonly TimeSpan _interval;
    private readonly TimeProvider _clock;
    private readonly long _origin;
    private readonly long _wallOrigin;
    private long _point;
    private long _lastTimestamp;
    private TimeSpan _lastStart;

    public ScrapeGrid(TimeSpan interval, TimeProvider clock)
    {
        _interval = interval;
        _clock = clock;
        _origin = clock.GetTimestamp();
        _wallOrigin = clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>How long until the next point of the grid; never zero.</summary>
    public TimeSpan UntilNext()
    {
        var passed = _clock.GetElapsedTime(_origin);
        _point = (passed.Ticks / _interval.Ticks) + 1;
        // After a scrape off the grid (a thaw) the next point may be a moment away; two scrapes in a row tell nothing new.
        if ((_interval * _point) - _lastStart < _interval / 2)
            _point++;
        return (_interval * _point) - passed;
    }

    /// <summary>True where the wall clock says that the last scrape is more than an interval ago.</summary>
    public bool IsOverdue() => _clock.GetUtcNow().ToUnixTimeMilliseconds() - _lastTimestamp >= _interval.TotalMilliseconds;

    /// <summary>The stamp of a scrape that starts now, in milliseconds since 1970. Always later than the one before, unless the clock was set back.</summary>
    public long Stamp()
    {
        _lastStart = _clock.GetElapsedTime(_origin);
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var point = _wallOrigin + (long)(_interval * _point).TotalMilliseconds;
        var tolerance = Math.Min(s_snap.TotalMilliseconds, _interval.TotalMilliseconds / 100);
        var stamp = Math.Abs(now - point) <= tolerance ? point : now;
        if (stamp <= _lastTimestamp && _lastTimestamp - stamp < _interval.TotalMilliseconds)
            stamp = _lastTimestamp + 1;
        return _lastTimestamp = stamp;
    }
}
