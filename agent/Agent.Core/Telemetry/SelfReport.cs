using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Telemetry;

/// <summary>Adds the agent's own series to the batches of one target.</summary>
internal sealed class SelfReport(TargetLabels labels, PageReader reader)
{
    private IReadOnlyList<SelfMetric> _metrics = [];
    private IReadOnlyList<SelfMetric> _current = [];
    private List<(SampleSeries Series, Func<double> Read)> _series = [];
    private List<SampleSeries> _ended = [];

    /// <summary>What to tell from the next scrape on. Series that are told no more get a stale marker there.</summary>
    public void Tell(IReadOnlyList<SelfMetric> metrics) => Volatile.Write(ref _metrics, metrics);

    /// <summary>Goes on where the report of the same target's reader before stopped.</summary>
    public void Adopt(SelfReport previous) => _ended = [.. previous._series.Select(entry => entry.Series)];

    public void AddTo(SampleBatch batch, long timestamp)
    {
        Refresh();
        foreach (var series in _ended)
            batch.Add(series, SampleValue.StaleMarker, timestamp);
        _ended.Clear();

        foreach (var (series, read) in _series)
            batch.Add(series, read(), timestamp);
    }

    public void AddStaleMarkers(SampleBatch batch, long timestamp)
    {
        foreach (var (series, _) in _series)
            batch.Add(series, SampleValue.StaleMarker, timestamp);
    }

    private void Refresh()
    {
        var wanted = Volatile.Read(ref _metrics);
        if (ReferenceEquals(wanted, _current))
            return;

        _current = wanted;
        List<(SampleSeries Series, Func<double> Read)> next = [.. wanted.Select(metric => (reader.Own(labels.Encode(metric.Name, metric.Labels)), metric.Read))];
        HashSet<SampleSeries> stays = [.. next.Select(entry => entry.Series)];
        _ended = [.. _ended.Concat(_series.Select(entry => entry.Series)).Where(series => !stays.Contains(series))];
        _series = next;
    }
}
