using System.Collections.Concurrent;

namespace Sonde.Operator.Kube;

/// <summary>Each loop says by when it will be heard of again; one that breaks its word is stuck.</summary>
internal sealed class Heartbeats(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (long At, TimeSpan Within)> _expected = new(StringComparer.Ordinal);

    /// <summary>Loops that are overdue, in order of name.</summary>
    public IReadOnlyList<string> Overdue =>
        [.. _expected.Where(beat => clock.GetElapsedTime(beat.Value.At) > beat.Value.Within).Select(beat => beat.Key).Order(StringComparer.Ordinal)];

    public void Expect(string loop, TimeSpan within) => _expected[loop] = (clock.GetTimestamp(), within);

    /// <summary>The loop waits for work, or ended as it should: silence is right.</summary>
    public void Done(string loop) => _expected.TryRemove(loop, out _);
}
