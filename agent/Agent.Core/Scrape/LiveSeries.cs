using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>The series of the last good page: those that a receiver believes to go on until a stale marker says otherwise.</summary>
internal sealed class LiveSeries
{
    private List<SampleSeries> _live = [];
    private List<SampleSeries> _next = [];

    /// <summary>Number of the last page that was read to its end.</summary>
    public int LastGoodScrape { get; private set; }

    public IReadOnlyList<SampleSeries> Series => _live;

    /// <summary>Takes over what another list had; that one is empty then.</summary>
    public void Adopt(LiveSeries previous)
    {
        _live = previous._live;
        previous._live = [];
    }

    public void Begin() => _next.Clear();

    /// <summary>Adds a series of the page that is being read.</summary>
    public void Add(SampleSeries series) => _next.Add(series);

    /// <summary>The page was good: reports the series that the page before had and this one has not.</summary>
    public void Commit(int scrape, Action<SampleSeries> vanished)
    {
        foreach (var series in _live)
        {
            if (series.SeenInScrape != scrape)
                vanished(series);
        }

        (_live, _next) = (_next, _live);
        _next.Clear();
        LastGoodScrape = scrape;
    }

    /// <summary>Reports all of them, once.</summary>
    public void End(Action<SampleSeries> ended)
    {
        _next.Clear();
        _live.ForEach(ended);
        _live.Clear();
    }
}
