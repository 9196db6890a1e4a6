using System.Globalization;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>What one scraper made of one script: a line for each sample, exemplar and piece of metadata, told by frame instead of by time.</summary>
internal sealed class ScrapeHistory
{
    // A scrape is stamped before it is asked for; the clock is read in milliseconds.
    private const long Rounding = 5;
    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);
    private readonly long _begin;
    private readonly Dictionary<long, int> _frames = [];
    private readonly HashSet<long> _scrapes;
    private readonly long _lastScrape;

    private ScrapeHistory(Scraper scraper, PageScript script, long begin)
    {
        _begin = begin;
        var series = scraper.Log.Of(script.Job);
        _scrapes = [.. series.Values.Where(one => one.Name == "up").SelectMany(one => one.Samples).Select(sample => sample.TimestampMilliseconds)];
        _lastScrape = _scrapes.DefaultIfEmpty().Max();
        foreach (var (frame, arrival) in scraper.Pages.Arrivals(script.Job).Take(script.Frames.Count).Index())
            Place(frame, arrival);
        foreach (var (labels, one) in series.Where(entry => !entry.Value.Name.StartsWith("sonde_", StringComparison.Ordinal)))
            Add(labels, one);
    }

    public static IReadOnlySet<string> LinesOf(Scraper scraper, PageScript script, long begin) => new ScrapeHistory(scraper, script, begin)._lines;

    private void Place(int frame, long arrival)
    {
        var scrape = _scrapes.Where(time => time <= arrival + Rounding).DefaultIfEmpty().Max();
        if (arrival - scrape > 1000 || !_frames.TryAdd(scrape, frame))
            _lines.Add($"#{frame} has no scrape of its own within the tick");
    }

    private void Add(string labels, LoggedSeries series)
    {
        foreach (var sample in series.Samples)
        {
            if (When(sample.TimestampMilliseconds) is { } when)
                _lines.Add($"{when} {labels} {ValueOf(series, sample)}");
        }

        foreach (var exemplar in series.Exemplars)
        {
            if (When(exemplar.TimestampMilliseconds) is { } when)
                _lines.Add($"{when} {labels} exemplar {string.Join(' ', exemplar.Labels.Select(label => $"{label.Key}={label.Value}"))} {exemplar.Value:R}");
        }

        if (series.Metadata is { } metadata)
            _lines.Add($"{labels} type {metadata.Type} help '{metadata.Help.ReplaceLineEndings("\\n")}' unit '{metadata.Unit}'");
    }

    // Null: before the first frame or after the last, or of a scrape that has not arrived whole.
    private string? When(long time)
    {
        if (_frames.TryGetValue(time, out var frame))
            return $"#{frame}";
        if (time > _lastScrape)
            return null;
        if (!_scrapes.Contains(time))
            return string.Create(CultureInfo.InvariantCulture, $"at {(time - _begin) / 1000.0:0.###} s");
        return _frames.Count > 0 && time > _frames.Keys.Min() && time < _frames.Keys.Max() ? "between two frames" : null;
    }

    private static string ValueOf(LoggedSeries series, WrittenSample sample) => sample switch
    {
        { IsStale: true } => "stale",
        { Value: >= 0 and < 2 } when series.Name == "scrape_duration_seconds" => "a duration",
        { Value: double.NaN } => BitConverter.DoubleToInt64Bits(sample.Value).ToString("x", CultureInfo.InvariantCulture),
        _ => sample.Value.ToString("R", CultureInfo.InvariantCulture),
    };
}
