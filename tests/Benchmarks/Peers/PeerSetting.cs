namespace Sonde.Benchmarks.Peers;

/// <summary>One size of the work.</summary>
/// <param name="Series">At least as many on the page.</param>
/// <param name="IntervalSeconds">Between scrapes.</param>
/// <param name="WarmUpSeconds">Before the steady window begins.</param>
/// <param name="SteadySeconds">The window, whole intervals; 0: only the first sample counts.</param>
/// <param name="Rounds">Round robin over the peers; medians are told.</param>
internal sealed record PeerSetting(int Series, int IntervalSeconds, int WarmUpSeconds, int SteadySeconds, int Rounds)
{
    public static IReadOnlyList<PeerSetting> Whole { get; } = [new(1_000, 1, 15, 30, 3), new(10_000, 1, 10, 20, 1), new(100_000, 5, 10, 30, 1), new(1_000, 15, 25, 0, 1)];

    /// <summary>Minutes instead of half an hour, to see that it works.</summary>
    public static IReadOnlyList<PeerSetting> Quick { get; } = [new(1_000, 1, 10, 10, 1), new(10_000, 1, 10, 10, 1)];
}
