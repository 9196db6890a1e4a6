namespace Sonde.Agent.Core.Series;

/// <summary>Since when the series of one metric count (<c>_created</c>): a counter's one series, or all of a histogram or summary.</summary>
internal sealed class StartTime
{
    /// <summary>In milliseconds since 1970; never 0, which means "not known".</summary>
    public long Milliseconds { get; set; }

    /// <summary>Number of the scrape that last told it.</summary>
    public int SeenInScrape { get; set; } = SampleSeries.NeverSeen;
}
