using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>The series about a scrape, named as Prometheus names them. They carry the labels of the target only, and no rule drops them.</summary>
internal sealed class ScrapeReport
{
    /// <summary>What <c>scrape_body_size_bytes</c> says of a page that was too large.</summary>
    public const long BodyBeyondLimit = -1;

    private readonly ScrapeJob _job;
    private readonly SampleSeries _up;
    private readonly SampleSeries _duration;
    private readonly SampleSeries _scraped;
    private readonly SampleSeries _afterRelabeling;
    private readonly SampleSeries _added;
    private readonly ExtraSeries? _extra;

    public ScrapeReport(ScrapeTarget target, PageReader reader)
    {
        _job = target.Job;
        SampleSeries Own(string name) => reader.Own(target.Labels.Encode(name));
        _up = Own("up");
        _duration = Own("scrape_duration_seconds");
        _scraped = Own("scrape_samples_scraped");
        _afterRelabeling = Own("scrape_samples_post_metric_relabeling");
        _added = Own("scrape_series_added");
        if (_job.ExtraScrapeMetrics)
            _extra = new(Own("scrape_timeout_seconds"), Own("scrape_sample_limit"), Own("scrape_body_size_bytes"));
    }

    /// <summary>Adds the report of one scrape, stamped with its start.</summary>
    public void AddTo(SampleBatch batch, long timestamp, bool isUp, TimeSpan duration, PageCounts counts, long bodyBytes)
    {
        batch.Add(_up, isUp ? 1 : 0, timestamp);
        batch.Add(_duration, duration.TotalSeconds, timestamp);
        batch.Add(_scraped, counts.Scraped, timestamp);
        batch.Add(_afterRelabeling, counts.AfterRelabeling, timestamp);
        batch.Add(_added, isUp ? counts.Added : 0, timestamp);
        if (_extra is null)
            return;

        batch.Add(_extra.Timeout, _job.Timeout.TotalSeconds, timestamp);
        batch.Add(_extra.SampleLimit, _job.SampleLimit, timestamp);
        batch.Add(_extra.BodySize, bodyBytes, timestamp);
    }

    /// <summary>Ends the series of the report.</summary>
    public void AddStaleMarkers(SampleBatch batch, long timestamp)
    {
        ReadOnlySpan<SampleSeries> always = [_up, _duration, _scraped, _afterRelabeling, _added];
        ReadOnlySpan<SampleSeries> extra = _extra is null ? [] : [_extra.Timeout, _extra.SampleLimit, _extra.BodySize];
        foreach (var series in (ReadOnlySpan<SampleSeries>)[.. always, .. extra])
            batch.Add(series, Exposition.SampleValue.StaleMarker, timestamp);
    }

    private sealed record ExtraSeries(SampleSeries Timeout, SampleSeries SampleLimit, SampleSeries BodySize);
}
