using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>Turns the pages of one target into samples. On a steady page this allocates nothing.</summary>
internal sealed class PageReader
{
    private static readonly TimeSpan s_maxFuture = TimeSpan.FromMinutes(10);

    private readonly ScrapeTarget _target;
    private KeyCache _keys = new();
    private readonly SeriesSet _series = new();
    private readonly PointDetails _points = new();
    private readonly SeriesResolver _resolver;
    private readonly HashSet<SampleSeries> _permanent = [];
    private readonly LiveSeries _live = new();
    private SampleBatch? _batch;
    private PageCounts _counts;
    private long _timestamp;
    private int _scrape;
    private bool _isAtEnd;

    public PageReader(ScrapeTarget target)
    {
        _target = target;
        _resolver = new(target, _series, Families, _points);
    }

    public FamilyTable Families { get; } = new();

    public PageCounts Counts => _counts;

    /// <summary>Distinct lines that are remembered.</summary>
    public int KnownKeys => _keys.Count;

    /// <summary>Distinct series that are remembered: those of the lines, and ours about the target.</summary>
    public int KnownSeries => _series.Count;

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
        _points.Begin(_scrape);
        _isAtEnd = false;
        foreach (var series in _permanent)
            series.SeenInScrape = _scrape;
    }

    /// <summary>Says what the page is written in, before it is read. Until then it is the format of the page before.</summary>
    public void Use(PageFormat format)
    {
        if (format == _resolver.Format)
            return;

        // A cache that is left here is never full: what vanished from its pages would stay for ever where a target answers now in this format, now in that.
        if (_keys.Count > 0)
            Keep();

        // The same bytes are another key in the other format.
        _resolver.Format = format;
        _keys = new();
        _keys.BeginPage();
    }

    /// <summary>Reads the next part of the page.</summary>
    /// <param name="lines">Whole lines; only the last of the page may lack its line feed.</param>
    /// <exception cref="ExpositionException">The page is not in its format.</exception>
    /// <exception cref="ScrapeException">The page breaks a limit.</exception>
    public void Read(ReadOnlySpan<byte> lines)
    {
        if (_isAtEnd && !lines.IsEmpty)
            throw new ExpositionException("something follows # EOF");

        if (_resolver.Format is PageFormat.OpenMetrics)
        {
            OpenMetricsReader reader = new(lines);
            Read(ref reader);
        }
        else
        {
            ExpositionReader reader = new(lines);
            Read(ref reader);
        }
    }

    /// <summary>The body has ended.</summary>
    /// <exception cref="ExpositionException">The page has not: it was cut.</exception>
    public void EndOfBody()
    {
        if (_resolver.Format is PageFormat.OpenMetrics && !_isAtEnd)
            throw new ExpositionException("the page does not end with # EOF");
    }

    private void Read<TReader>(ref TReader reader)
        where TReader : ILineReader, allows ref struct
    {
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
                _isAtEnd |= kind is LineKind.EndOfPage;
                if (kind is LineKind.End or LineKind.EndOfPage)
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
        _points.Complete(_batch!.Unshared);
        _live.Commit(_scrape, series => _batch!.Add(series, SampleValue.StaleMarker, _timestamp));
        if (_keys.EndPage())
            Keep();
        _batch = null;
    }

    /// <summary>Ends a page that failed: nothing of it is kept, and each series of the last good page gets a stale marker.</summary>
    public void Fail()
    {
        _points.Fail();
        _batch!.Clear();
        AddStaleMarkers(_batch, _timestamp);
        if (_keys.FailPage())
            Keep();
        _batch = null;
    }

    /// <summary>Leaves a page that is of no use, as if it had never begun.</summary>
    public void Abandon()
    {
        _points.Fail();
        _batch!.Clear();
        _batch = null;
    }

    /// <summary>Says of each series of the last good page that it has ended.</summary>
    public void AddStaleMarkers(SampleBatch batch, long timestamp) =>
        _live.End(series => batch.Add(series, SampleValue.StaleMarker, timestamp));

    private void Keep()
    {
        _points.Keep(_keys.Series);
        _series.Keep(_permanent.Concat(_keys.Series.Where(series => series.Point is not { IsStart: true })).ToArray());
    }

    private SampleSeries? Find(LineKind kind, ReadOnlySpan<byte> text)
    {
        if (_keys.TryTake(text, out var series))
            return series;

        if (kind is LineKind.Metadata)
        {
            if (_resolver.Format is PageFormat.OpenMetrics)
                OpenMetricsMetadata.Read(text, Families);
            else
                MetadataText.Read(text, Families);
            // Without its line feed, at the end of a page, it would pass for the key of a sample.
            if (text[^1] != '\n')
                return null;
        }
        else
            series = Resolve(text);

        _keys.Add(text, series);
        return series;
    }

    private SampleSeries? Resolve(ReadOnlySpan<byte> key)
    {
        try
        {
            return _resolver.Resolve(key);
        }
        catch (ScrapeException)
        {
            // It is well-formed and so it was on the page, whatever forbids it.
            _counts.Scraped++;
            throw;
        }
    }

    private void ReadSample<TReader>(ref TReader reader, SampleSeries? series)
        where TReader : ILineReader, allows ref struct
    {
        if (!reader.ReadValue(out var value, out var ownTimestamp, out var exemplar))
        {
            _points.Check(exemplar);
            _counts.Skipped++;
            return;
        }

        if (series?.Point is { IsStart: true, Start: { } start })
        {
            _points.Check(exemplar);
            _points.SetStart(start, value);
            return;
        }

        _counts.Scraped++;
        if (series is null)
            return;

        _counts.AfterRelabeling++;
        if (_target.Job.SampleLimit > 0 && _counts.AfterRelabeling > _target.Job.SampleLimit)
            throw new ScrapeException(ScrapeFailure.SampleLimit, $"the page has more samples than sample_limit, {_target.Job.SampleLimit}");

        var isOwn = ownTimestamp is not null && _target.Job.HonorTimestamps;
        var timestamp = isOwn ? ownTimestamp!.Value : _timestamp;
        var detail = exemplar.IsEmpty ? null : _points.NewExemplar(series, exemplar, timestamp);
        if (isOwn)
            KeepAt(series, value, timestamp, detail);
        else
            Keep(series, value, detail);
    }

    private void Keep(SampleSeries series, double value, SampleDetail? detail)
    {
        if (series.SeenInScrape == _scrape)
        {
            _counts.Duplicates++;
            return;
        }

        MarkSeen(series);
        _live.Add(series);
        _batch!.Add(series, value, _timestamp, detail);
    }

    private void KeepAt(SampleSeries series, double value, long timestamp, SampleDetail? detail)
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
        _batch!.Add(series, value, timestamp, detail);
    }

    private void MarkSeen(SampleSeries series)
    {
        if (series.SeenInScrape < _live.LastGoodScrape)
            _counts.Added++;
        series.SeenInScrape = _scrape;
    }
}
