namespace Sonde.Emulator;

/// <summary>What things were a while ago, so that a list can be answered as it would have been then. Safe to call from any thread.</summary>
internal sealed class Past<T>(TimeProvider clock)
    where T : class
{
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(DateTimeOffset Since, T? Value)>> _states = new(StringComparer.Ordinal);

    /// <summary>From now on it is <paramref name="value"/>, or gone when that is null.</summary>
    public void Note(string key, T? value)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (!_states.TryGetValue(key, out var states))
                _states[key] = states = [];
            states.Add((now, value));
            // The newest state that is too old still holds at the far end of what is kept.
            var old = states.FindLastIndex(state => state.Since <= now - s_kept);
            if (old > 0)
                states.RemoveRange(0, old);
        }
    }

    /// <summary>Everything that was there at that time, in no order.</summary>
    public IReadOnlyList<T> At(DateTimeOffset time) => At("", time);

    /// <summary>What of it has a key that begins with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<T> At(string prefix, DateTimeOffset time)
    {
        lock (_gate)
        {
            return
            [
                .. _states
                    .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(entry => entry.Value.FindLast(state => state.Since <= time).Value)
                    .OfType<T>(),
            ];
        }
    }
}
