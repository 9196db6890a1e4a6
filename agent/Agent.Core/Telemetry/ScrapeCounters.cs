using Sonde.Agent.Core.Scrape;

namespace Sonde.Agent.Core.Telemetry;

/// <summary>What the scrapes of all targets met that a person should know of.</summary>
internal sealed class ScrapeCounters
{
    private readonly long[] _failures = new long[Enum.GetValues<ScrapeFailure>().Length];
    private long _duplicates;
    private long _skipped;
    private long _badTimestamps;
    private long _restoredNames;

    /// <summary>Samples dropped because their series came twice in a page.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Lines with a word where the value should be.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>Samples whose own timestamp could not be used.</summary>
    public long BadTimestamps => Interlocked.Read(ref _badTimestamps);

    /// <summary>Series whose escaped name got its colon back.</summary>
    public long RestoredNames => Interlocked.Read(ref _restoredNames);

    public long Failures(ScrapeFailure reason) => Interlocked.Read(ref _failures[(int)reason]);

    public void AddFailure(ScrapeFailure reason) => Interlocked.Increment(ref _failures[(int)reason]);

    public void Add(PageCounts counts, int restoredNames)
    {
        Interlocked.Add(ref _duplicates, counts.Duplicates);
        Interlocked.Add(ref _skipped, counts.Skipped);
        Interlocked.Add(ref _badTimestamps, counts.BadTimestamps);
        Interlocked.Add(ref _restoredNames, restoredNames);
    }
}
