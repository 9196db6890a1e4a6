using Sonde.Agent.Core;

namespace Sonde.Agent.Proxy;

/// <summary>Scrapes and pushes while requests give the instance CPU: where it is due when one begins, and before the last of those under way ends.</summary>
/// <remarks>Others under way keep the CPU, so only the last end is held back; and at most once a second, since figures of less than that are worth no scrape.</remarks>
internal sealed class RequestPush(AgentPipeline pipeline, TimeProvider clock)
{
    private static readonly TimeSpan s_leastGap = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _inFlight;
    private long? _lastPush;

    /// <summary>Requests under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>A request begins; it is not held back.</summary>
    public void Begin()
    {
        Interlocked.Increment(ref _inFlight);
        pipeline.NoticeRequest();
    }

    /// <summary>The engine is done with a request, and its last byte still is with us. To be awaited before that goes.</summary>
    /// <param name="within">Bound; zero for no push.</param>
    public Task EndAsync(TimeSpan within) =>
        Interlocked.Decrement(ref _inFlight) == 0 && within > TimeSpan.Zero && IsDue() ? pipeline.PushAsync(within) : Task.CompletedTask;

    private bool IsDue()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_lastPush is { } last && clock.GetElapsedTime(last, now) < s_leastGap)
                return false;
            _lastPush = now;
            return true;
        }
    }
}
