namespace Sonde.Operator.Cloud.Http;

/// <summary>The pace of one account at one service. First come, first served.</summary>
/// <remarks>Keeps one number, the time at which the bucket would be full again, so that waiting needs no timer and no queue of its own.</remarks>
internal sealed class TokenBucket(RateLimit limit, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _origin = clock.GetTimestamp();
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / limit.PerSecond);
    private TimeSpan _fullAt;

    public RateLimit Limit => limit;

    private TimeSpan Slack => _interval * (limit.Burst - 1);

    /// <summary>Waits for its turn. False, without waiting or taking a turn: it would take longer than <paramref name="longest"/>, namely <c>Wait</c>.</summary>
    public async ValueTask<(bool Taken, TimeSpan Wait)> TakeAsync(TimeSpan longest, CancellationToken cancellation)
    {
        var wait = Reserve(longest);
        if (wait > longest)
            return (false, wait);

        if (wait > TimeSpan.Zero)
            await WaitAsync(wait, cancellation);
        return (true, wait);
    }

    /// <summary>Lets nobody through for <paramref name="pause"/>: the service asked for it.</summary>
    public void Pause(TimeSpan pause)
    {
        lock (_gate)
        {
            var until = Now() + pause + Slack;
            if (until > _fullAt)
                _fullAt = until;
        }
    }

    private TimeSpan Reserve(TimeSpan longest)
    {
        lock (_gate)
        {
            var now = Now();
            var wait = _fullAt - Slack - now;
            if (wait <= longest)
                _fullAt = (now > _fullAt ? now : _fullAt) + _interval;
            return wait;
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wait, clock, cancellation);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
                _fullAt -= _interval;
            throw;
        }
    }

    private TimeSpan Now() => clock.GetElapsedTime(_origin);
}
