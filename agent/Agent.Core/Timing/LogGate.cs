namespace Sonde.Agent.Core.Timing;

/// <summary>Lets one line a minute of a kind through: a fault that repeats tells nothing new, and its count is a series.</summary>
internal sealed class LogGate(TimeProvider clock)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _lastOpened;

    /// <summary>True when a line may be written now.</summary>
    public bool TryPass()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_lastOpened is { } last && clock.GetElapsedTime(last, now) < s_quiet)
                return false;

            _lastOpened = now;
            return true;
        }
    }

    /// <summary>Lets the next line through.</summary>
    public void Reset()
    {
        lock (_lock)
            _lastOpened = null;
    }
}
