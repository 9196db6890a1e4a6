namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>What we do otherwise than Prometheus on purpose.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Settle">Takes away what it explains.</param>
internal sealed record KnownDifference(string Reason, Func<IReadOnlyList<Difference>, IReadOnlyList<Difference>> Settle)
{
    /// <summary>Both have the same under two spellings.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="common">The line in a spelling that both lead to.</param>
    public static KnownDifference OfSpelling(string reason, Func<Difference, string> common) => new(reason, differences =>
        [.. differences.GroupBy(one => (one.Job, common(one))).Where(group => group.DistinctBy(one => one.IsOurs).Count() < 2).SelectMany(group => group)]);

    /// <summary>Lines that one of the two has alone.</summary>
    public static KnownDifference OfLines(string reason, Func<Difference, bool> covers) => new(reason, differences => [.. differences.Where(one => !covers(one))]);
}
