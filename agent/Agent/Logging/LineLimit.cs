using Microsoft.Extensions.Logging;

namespace Sonde.Agent.Logging;

/// <summary>Lets a kind of line through ten times a minute: a destination that is away must not fill the user's log.</summary>
internal sealed class LineLimit(TimeProvider clock)
{
    private const int PerWindow = 10;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (long Begin, int Count)> _kinds = new(StringComparer.Ordinal);

    /// <summary>True when the line may be written; then also how many were left out since the last window.</summary>
    public bool Admits(EventId kind, out int leftOut)
    {
        var key = kind.Name ?? kind.Id.ToString();
        var now = clock.GetTimestamp();
        var known = _kinds.TryGetValue(key, out var state);
        var fresh = !known || clock.GetElapsedTime(state.Begin, now) >= s_window;
        leftOut = known && fresh ? Math.Max(0, state.Count - PerWindow) : 0;
        _kinds[key] = fresh ? (now, 1) : (state.Begin, state.Count + 1);
        return _kinds[key].Count <= PerWindow;
    }
}
