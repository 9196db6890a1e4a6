using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>What was written, by job and series: a minute of thousands of series stays small.</summary>
internal sealed class SeriesLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, LoggedSeries>> _jobs = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>Requests that were no remote write.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate)
                return [.. _problems];
        }
    }

    public void Add(RemoteWriteRequest request)
    {
        lock (_gate)
        {
            if (request.Problem is { } problem)
                _problems.Add(problem);
            foreach (var series in request.Series)
                Add(series);
        }
    }

    /// <summary>The series of a job by its labels, in the order of the wire.</summary>
    public IReadOnlyDictionary<string, LoggedSeries> Of(string job)
    {
        lock (_gate)
            return _jobs.TryGetValue(job, out var series) ? series.ToDictionary(entry => entry.Key, entry => entry.Value.Copy(), StringComparer.Ordinal) : [];
    }

    /// <summary>When the newest scrape of a job was, in milliseconds since the epoch; 0 before the first.</summary>
    public long NewestScrape(string job)
    {
        lock (_gate)
            return _jobs.TryGetValue(job, out var series) && series.Values.FirstOrDefault(s => s.Name == "up") is { } up ? up.Samples[^1].TimestampMilliseconds : 0;
    }

    private void Add(WrittenSeries written)
    {
        var job = written["scrape"];
        if (!_jobs.TryGetValue(job, out var series))
            _jobs.Add(job, series = new(StringComparer.Ordinal));
        var key = string.Join(' ', written.Labels.Select(label => $"{label.Key}={label.Value.ReplaceLineEndings("\\n")}"));
        if (!series.TryGetValue(key, out var logged))
            series.Add(key, logged = new(written.Name));
        logged.Samples.AddRange(written.Samples);
        logged.Exemplars.AddRange(written.Exemplars);
        // Prometheus writes metadata without content where it has none.
        if (written.Metadata is not (null or { Type: 0, Help: "", Unit: "" }))
            logged.Metadata = written.Metadata;
    }
}
