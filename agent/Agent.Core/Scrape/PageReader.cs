using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>Turns the pages of one target into samples. On a steady page this allocates nothing.</summary>
internal sealed class PageReader
{
    private static readonly TimeSpan s_maxFuture = TimeSpan.FromMinutes(10);

    private readonly ScrapeTarget _target;
    private readonly KeyCache _keys = new();
    private readonly SeriesSet _series = new();
    private readonly SeriesResolver _resolver;
    private readonly HashSet<SampleSeries> _permanent = [];
    private readonly LiveSeries _live = new();
    private SampleBatch? _batch;
    private PageCounts _counts;
    private long _timestamp;
    private int _scrape;

    public PageReader(ScrapeTarget target)
    {
        _target = target;
        _resolver = new(target, _series, Families);
    }

    public FamilyTable Families { get; } = new();

    public PageCounts Counts => _counts;

    /// <summary>Distinct lines that are remembered.</summary>
    public int KnownKeys => _keys.Count;

    public int RestoredNames => _resolver.RestoredNames;

    /// <summary>A series of ours about the target. A page that has the same one is not believed.</summary>
    public SampleSeries Own(byte[] labels)
    {
        var series = _series.GetOrAdd(labels);
        _permanent.Add(series);
        return series;
    }

    /// <summary>Goes on where another reader of the same target stopped: what it had and our first page lacks has vanished.</summary>
    public void Adopt(PageReader previous)
    {
        foreach (var series in previous._live.Series.Concat(previous._permanent))
            series.SeenInScrape = SampleSeries.NeverSeen;
        _series.Keep(_permanent.Concat(previous._permanent).Concat(previous._live.Series).ToArray());
        _live.Adopt(previous._live);
    }

    /// <summary>Starts a page whose samples go to a batch.</summary>
    /// <remarks>The timestamp is the start of the scrape, in milliseconds since 1970.</remarks>
    public void Begin(SampleBatch batch, long timestamp)
    {
        _scrape++;
        _batch = batch;
        _timestamp = timestamp;
        _counts = default;
        _keys.BeginPage();
        _live.Begin();
        foreach (var series in _permanent)
            series.SeenInScrape = _scrape;
    }

    /// <summary>Reads the next part of the page.</summary>
    /// <param name="lines">Whole lines; only the last of the page may lack its line feed.</param>
    /// <exception cref="ExpositionException">The page is not in the text format.</exception>
    /// <exception cref="ScrapeException">The page breaks a limit.</exception>
    public void Read(ReadOnlySpan<byte> lines)
    {
        ExpositionReader reader = new(lines);
        while (true)
        {
            SampleSeries? series;
            var expected = _keys.Expected;
            if (!expected.IsEmpty && reader.TryTake(expected))
            {
                series = _keys.TakeExpected();
                if (expected[^1] == '\n')
                    continue;
            }
            else
            {
                var kind = reader.Next(out var text);
                if (kind is LineKind.End)
                    return;

                series = Find(kind, text);
                if (kind is LineKind.Metadata)
                    continue;
            }

            ReadSample(ref reader, series);
        }
    }

    /// <summary>Ends a page that was read to its end: adds a stale marker for each series that the page no longer has.</summary>
    public void Complete()
    {
        _live.Commit(_scrape, series => _batch!.Add(series, SampleValue.StaleMarker, _timestamp));
        if (_keys.EndPage())
            _series.Keep(_permanent.Concat(_keys.Series).ToArray());
        _batch = null;
    }

    /// <summary>Ends a page that failed: nothing of it is kept, and each series of the last good page gets a stale marker.</summary>
    public void Fail()
    {
        _batch!.Clear();
        AddStaleMarkers(_batch, _timestamp);
        if (_keys.FailPage())
            _series.Keep(_permanent.Concat(_keys.Series).ToArray());
        _batch = null;
    }

    /// <summary>Leaves a page that is of no use, as if it had never begun.</summary>
    public void Abandon()
    {
        _batch!.Clear();
        _batch = null;
    }

    /// <summary>Says of each series of the last good page that it has ended.</summary>
    public void AddStaleMarkers(SampleBatch batch, long timestamp) =>
        _live.End(series => batch.Add(series, SampleValue.StaleMarker, timestamp));

    private SampleSeries? Find(LineKind kind, ReadOnlySpan<byte> text)
    {
        if (_keys.TryTake(text, out var series))
            return series;

        if (kind is LineKind.Metadata)
        {
            MetadataText.Read(text, Families);
            // Without its line feed, at the end of a page, it would pass for the key of a sample.
            if (text[^1] != '\n')
                return null;
        }
        else
            series = _resolver.Resolve(text);

        _keys.Add(text, series);
        return series;
    }

    private void ReadSample(ref ExpositionReader reader, SampleSeries? series)
    {
        if (!reader.ReadValue(out var value, out var ownTimestamp))
        {
            _counts.Skipped++;
            return;
        }

        _counts.Scraped++;
        if (series is null)
            return;

        _counts.AfterRelabeling++;
        if (_target.Job.SampleLimit > 0 && _counts.AfterRelabeling > _target.Job.SampleLimit)
            throw new ScrapeException(ScrapeFailure.SampleLimit, $"the page has more samples than sample_limit, {_target.Job.SampleLimit}");

        if (ownTimestamp is { } milliseconds && _target.Job.HonorTimestamps)
            KeepAt(series, value, milliseconds);
        else
            Keep(series, value);
    }

    private void Keep(SampleSeries series, double value)
    {
        if (series.SeenInScrape == _scrape)
        {
            _counts.Duplicates++;
            return;
        }

        MarkSeen(series);
        _live.Add(series);
        _batch!.Add(series, value, _timestamp);
    }

    private void KeepAt(SampleSeries series, double value, long timestamp)
    {
        if (timestamp <= series.LastOwnTimestamp || timestamp > _timestamp + s_maxFuture.TotalMilliseconds)
        {
            _counts.BadTimestamps++;
            return;
        }

        if (_target.Job.TrackTimestampsStaleness && series.SeenInScrape != _scrape)
            _live.Add(series);
        MarkSeen(series);
        series.LastOwnTimestamp = timestamp;
        _batch!.Add(series, value, timestamp);
    }

    private void MarkSeen(SampleSeries series)
    {
        if (series.SeenInScrape < _live.LastGoodScrape)
            _counts.Added++;
        series.SeenInScrape = _scrape;
    }
}
