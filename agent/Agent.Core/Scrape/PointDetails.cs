using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>Exemplars and start times of a target's samples. Pages of OpenMetrics have them; a steady one costs nothing.</summary>
internal sealed class PointDetails
{
    private const string Created = "_created";

    private readonly LabelSet _labels = new();
    private readonly List<PointState> _withNews = [];
    private Dictionary<long, StartTime> _starts = [];
    private int _scrape;
    private bool _hasStarts;

    public void Begin(int scrape)
    {
        (_scrape, _hasStarts) = (scrape, false);
        _withNews.Clear();
    }

    /// <summary>Nothing of the page is kept: its exemplars are news again.</summary>
    public void Fail() => _withNews.ForEach(static point => point.RawExemplar = []);

    /// <summary>True where a line tells the start time of its family instead of being a series.</summary>
    public static bool IsStart(string name, MetricFamily? family) =>
        family is { Type: MetricType.Counter or MetricType.Histogram or MetricType.Summary }
        && name.Length == family.Name.Length + Created.Length && name.EndsWith(Created, StringComparison.Ordinal);

    /// <summary>What a start line leads to.</summary>
    /// <param name="labels">Of the page.</param>
    /// <param name="family">Of the line.</param>
    public SampleSeries StartLine(LabelSet labels, MetricFamily family) => new([]) { Point = new() { IsStart = true, Start = StartOf(labels, family) } };

    /// <summary>The start time that a series shares with the others of its metric; null where its type has none.</summary>
    /// <param name="labels">Of the page.</param>
    /// <param name="family">Of the series.</param>
    public StartTime? StartOf(LabelSet labels, MetricFamily? family)
    {
        var within = family?.Type switch
        {
            MetricType.Counter => "",
            MetricType.Histogram => "le",
            MetricType.Summary => "quantile",
            _ => null,
        };
        if (within is null)
            return null;

        _labels.Clear();
        foreach (var label in labels.Labels)
            _labels.Set(label.Name, label.Value);
        _labels.Set(LabelSet.MetricName, family!.Name);
        _labels.Remove(within);
        _labels.Sort();
        var key = KeyHash.LongOf(LabelCodec.Encode(_labels));
        if (!_starts.TryGetValue(key, out var start))
            _starts.Add(key, start = new());
        return start;
    }

    /// <summary>Takes the value of a start line.</summary>
    public void SetStart(StartTime start, double seconds)
    {
        if (!double.IsFinite(seconds))
            return;

        var milliseconds = OpenMetricsTime.Milliseconds(seconds);
        start.Milliseconds = milliseconds == 0 ? 1 : milliseconds;   // 0 would mean "not known"
        start.SeenInScrape = _scrape;
        _hasStarts = true;
    }

    /// <summary>Reads an exemplar that nobody wants.</summary>
    /// <exception cref="ExpositionException">It is not in the format.</exception>
    public void Check(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
            ExemplarText.Read(text, _labels, sampleTimestamp: 0);
    }

    /// <summary>The exemplar of a line, or null where it is the one that the series had in the last scrape already.</summary>
    /// <exception cref="ExpositionException">It is not in the format.</exception>
    public SampleDetail? NewExemplar(SampleSeries series, ReadOnlySpan<byte> text, long timestamp)
    {
        if (series.Point is not { } point || text.SequenceEqual(point.RawExemplar))
            return null;

        var exemplar = ExemplarText.Read(text, _labels, timestamp);
        point.RawExemplar = text.ToArray();
        _withNews.Add(point);
        return exemplar is null ? null : new(0, exemplar);
    }

    /// <summary>Gives the samples of a page their start times, which stand after them on the page.</summary>
    public void Complete(Span<Sample> samples)
    {
        if (!_hasStarts)
            return;

        foreach (ref var sample in samples)
        {
            if (sample.Series.Point is { Start: { } start } point && start.SeenInScrape == _scrape && start.Milliseconds <= sample.Timestamp)
                sample = sample with { Detail = WithStart(point, start.Milliseconds, sample.Detail?.Exemplar) };
        }
    }

    /// <summary>Forgets start times that no series has.</summary>
    public void Keep(IEnumerable<SampleSeries> series)
    {
        var kept = series.Select(s => s.Point?.Start).OfType<StartTime>().ToHashSet();
        _starts = _starts.Where(pair => kept.Contains(pair.Value)).ToDictionary();
    }

    private static SampleDetail WithStart(PointState point, long start, Exemplar? exemplar)
    {
        if (exemplar is not null)
            return new(start, exemplar);
        if (point.Last is not { } last || last.StartTimestamp != start)
            point.Last = last = new(start, null);
        return last;
    }
}
