using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core.Scrape;

/// <summary>What the scrapes of one target say: a failure when it begins or changes, the recovery, and faults of pages once a minute.</summary>
internal sealed class ScrapeLog(ScrapeTarget target, TimeProvider clock, ILogger log)
{
    private readonly LogGate _faults = new(clock);
    private ScrapeFailure? _failing;
    private int _failures;
    private int _restoredNames;
    private bool _hasWorked;

    public void Failed(ScrapeFailure reason, string message)
    {
        if (_failing != reason)
            log.ScrapeFailed(target, reason, message);
        _failing = reason;
        _failures++;
    }

    /// <summary>A page was read.</summary>
    /// <returns>Number of names that it needed to have restored for the first time.</returns>
    public int Read(PageReader reader)
    {
        var counts = reader.Counts;
        if (!_hasWorked || _failing is not null)
            log.ScrapeWorks(target, counts.Scraped, _failures);
        (_hasWorked, _failing, _failures) = (true, null, 0);

        if (counts.Duplicates + counts.Skipped + counts.BadTimestamps > 0 && _faults.TryPass())
            log.PageHasFaults(target, counts.Duplicates, counts.Skipped, counts.BadTimestamps);
        if (counts.Scraped == 0 && _faults.TryPass())
            log.PageWithoutSamples(target);

        var restored = reader.RestoredNames - _restoredNames;
        _restoredNames = reader.RestoredNames;
        if (restored > 0)
            log.NamesRestored(target, restored);
        return restored;
    }
}
