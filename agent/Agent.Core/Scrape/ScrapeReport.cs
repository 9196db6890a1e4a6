using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>The series about a scrape, named as Prometheus names them. They carry the labels of the target only, and no rule drops them.</summary>
internal sealed class ScrapeReport(TargetLabels labels, PageReader reader)
{
    private readonly SampleSeries _up = reader.Own(labels.Encode("up"));
    private readonly SampleSeries _duration = reader.Own(labels.Encode("scrape_duration_seconds"));
    private readonly SampleSeries _scraped = reader.Own(labels.Encode("scrape_samples_scraped"));
    private readonly SampleSeries _afterRelabeling = reader.Own(labels.Encode("scrape_samples_post_metric_relabeling"));
    private readonly SampleSeries _added = reader.Own(labels.Encode("scrape_series_added"));

    /// <summary>Adds the report of one scrape, stamped with its start.</summary>
    public void AddTo(SampleBatch batch, long timestamp, bool isUp, TimeSpan duration, PageCounts counts)
    {
        batch.Add(_up, isUp ? 1 : 0, timestamp);
        batch.Add(_duration, duration.TotalSeconds, timestamp);
        batch.Add(_scraped, counts.Scraped, timestamp);
        batch.Add(_afterRelabeling, counts.AfterRelabeling, timestamp);
        batch.Add(_added, isUp ? counts.Added : 0, timestamp);
    }

    /// <summary>Ends the series of the report.</summary>
    public void AddStaleMarkers(SampleBatch batch, long timestamp)
    {
        foreach (var series in (ReadOnlySpan<SampleSeries>)[_up, _duration, _scraped, _afterRelabeling, _added])
            batch.Add(series, Exposition.SampleValue.StaleMarker, timestamp);
    }
}
