using System.Globalization;
using System.Text;

namespace Sonde.Engine.Metrics;

/// <summary>The engine's metrics page, taken from a recorded page of the real engine and moved by real traffic.</summary>
/// <remarks>
/// Names, help, types, labels, buckets and order are those of the recording. All begins at 0, but for what does not depend on traffic; <c>_created</c> is the start.
/// All changes and the printing happen under one lock, so a page is consistent in itself.
/// </remarks>
internal sealed class MetricsPage
{
    private readonly Lock _lock = new();
    private readonly List<(string? Text, Series? Series)> _lines = [];
    private readonly Dictionary<string, List<Series>> _byName = new(StringComparer.Ordinal);

    /// <summary>Reads a recorded page.</summary>
    /// <param name="recorded">The page's text.</param>
    /// <param name="model">What <c>model_name</c> says.</param>
    /// <param name="startedAt">Start of the engine, Unix seconds.</param>
    /// <param name="keeps">Names of gauges, and prefixes of any family, whose recorded value does not depend on traffic.</param>
    public MetricsPage(string recorded, string model, double startedAt, IReadOnlyCollection<string> keeps)
    {
        foreach (var line in recorded.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#')
                _lines.Add((line, null));
            else
                Add(ReadSeries(line, model, startedAt, keeps));
        }
    }

    /// <summary>Runs <paramref name="change"/> while nobody prints.</summary>
    public void Change(Action change)
    {
        lock (_lock)
            change();
    }

    /// <summary>The one line of that name which carries the labels, or null.</summary>
    public Series? Find(string name, params ReadOnlySpan<(string Label, string Value)> labels)
    {
        if (!_byName.TryGetValue(name, out var candidates))
            return null;
        foreach (var series in candidates)
        {
            if (CarriesAll(series, labels))
                return series;
        }

        return null;
    }

    /// <summary>Like <see cref="Find"/>; the line must be on the recorded page.</summary>
    public Series Get(string name, params ReadOnlySpan<(string Label, string Value)> labels) =>
        Find(name, labels) ?? throw new InvalidOperationException($"The recorded page has no {name} with the labels asked for.");

    /// <summary>The histogram of that name which carries the labels.</summary>
    public Histogram Histogram(string name, params ReadOnlySpan<(string Label, string Value)> labels)
    {
        var buckets = new List<(double, Series)>();
        foreach (var series in _byName[name + "_bucket"])
        {
            if (CarriesAll(series, labels))
                buckets.Add((Metrics.Histogram.Bound(series.Label("le") ?? "+Inf"), series));
        }

        return new Histogram(buckets, Get(name + "_sum", labels), Get(name + "_count", labels));
    }

    /// <summary>Takes every family whose name begins so off the page.</summary>
    public void Remove(string prefix)
    {
        lock (_lock)
        {
            _lines.RemoveAll(line => line.Series is { } series
                ? series.Name.StartsWith(prefix, StringComparison.Ordinal)
                : line.Text!.Split(' ', 4)[2].StartsWith(prefix, StringComparison.Ordinal));
        }
    }

    /// <summary>The page as Prometheus text 0.0.4.</summary>
    public string Print()
    {
        lock (_lock)
        {
            var page = new StringBuilder(64 * 1024);
            foreach (var (text, series) in _lines)
            {
                _ = series is null
                    ? page.Append(text).Append('\n')
                    : page.Append(series.Name).Append(series.Labels).Append(' ').Append(PythonFloat.Format(series.Value)).Append('\n');
            }

            return page.ToString();
        }
    }

    private void Add(Series series)
    {
        _lines.Add((null, series));
        if (!_byName.TryGetValue(series.Name, out var same))
            _byName[series.Name] = same = [];
        same.Add(series);
    }

    private static Series ReadSeries(string line, string model, double startedAt, IReadOnlyCollection<string> keeps)
    {
        var end = line.LastIndexOf(' ');
        var brace = line.IndexOf('{', StringComparison.Ordinal);
        var name = brace < 0 ? line[..end] : line[..brace];
        var labels = brace < 0 ? "" : WithModel(line[brace..end], model);
        var recorded = double.Parse(line[(end + 1)..], CultureInfo.InvariantCulture);
        if (name.EndsWith("_created", StringComparison.Ordinal))
            return new Series(name, labels, startedAt);

        var kept = name.EndsWith("_info", StringComparison.Ordinal) || keeps.Any(k => name.StartsWith(k, StringComparison.Ordinal));
        return new Series(name, labels, kept ? recorded : 0);
    }

    private static string WithModel(string labels, string model)
    {
        const string Label = "model_name=\"";
        var at = labels.IndexOf(Label, StringComparison.Ordinal);
        if (at < 0)
            return labels;
        var from = at + Label.Length;
        var escaped = model.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return labels[..from] + escaped + labels[labels.IndexOf('"', from)..];
    }

    private static bool CarriesAll(Series series, ReadOnlySpan<(string Label, string Value)> labels)
    {
        foreach (var (label, value) in labels)
        {
            if (!series.Carries(label, value))
                return false;
        }

        return true;
    }
}
