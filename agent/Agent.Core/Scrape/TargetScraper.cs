using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Http;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core.Scrape;

/// <summary>Scrapes one target: each call gives the batch of one scrape, its report and its stale markers included, whatever happened.</summary>
internal sealed class TargetScraper : IDisposable
{
    private readonly HttpConnections _connections;
    private readonly PageReader _reader;
    private readonly PageFetcher _fetcher;
    private readonly ScrapeReport _report;
    private readonly SelfReport _self;
    private readonly ScrapeLog _events;
    private readonly ScrapeCounters _counters;
    private readonly ThawWatch _thaws;
    private readonly TimeProvider _clock;
    private int _expectedSamples;
    private long _bodyBytes;

    /// <summary>Prepares the scrapes of a target.</summary>
    /// <exception cref="FormatException">A rule of its job cannot be compiled.</exception>
    public TargetScraper(ScrapeTarget target, HttpConnections connections, ScrapeCounters counters, ThawWatch thaws, TimeProvider clock, ILogger log)
    {
        Target = target;
        _connections = connections;
        _counters = counters;
        _thaws = thaws;
        _clock = clock;
        _reader = new(target);
        _fetcher = new(target, connections, clock);
        _report = new(target, _reader);
        _self = new(target.Labels, _reader);
        _events = new(target, clock, log);
    }

    public ScrapeTarget Target { get; }

    /// <summary>Type and help of the page's families.</summary>
    public Exposition.FamilyTable Families => _reader.Families;

    /// <summary>What the agent tells of itself with this target.</summary>
    public void Tell(IReadOnlyList<SelfMetric> metrics) => _self.Tell(metrics);

    /// <summary>Goes on where another scraper of a target with the same labels stopped.</summary>
    public void Adopt(TargetScraper previous)
    {
        _reader.Adopt(previous._reader);
        _self.Adopt(previous._self);
    }

    /// <summary>Lets go of idle connections.</summary>
    public void RenewConnections() => _connections.Renew();

    /// <summary>Scrapes once.</summary>
    /// <param name="timestamp">Stamp of the samples, in milliseconds since 1970.</param>
    /// <param name="timeout">Bound of the whole exchange.</param>
    /// <param name="cancellation">Ends the scrape without a result, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The batch, for the caller to release; null where the process was frozen meanwhile: then neither a failure nor a value means anything.</returns>
    public async Task<SampleBatch?> ScrapeAsync(long timestamp, TimeSpan timeout, CancellationToken cancellation)
    {
        var thaws = _thaws.Check();
        SampleBatch batch = new(_expectedSamples);
        var begun = _clock.GetTimestamp();
        _reader.Begin(batch, timestamp);
        var isKept = false;
        try
        {
            var failure = await TryFetchAsync(timeout, thaws, cancellation);
            if (_thaws.Check() != thaws)
                return null;

            isKept = true;
            if (failure is null)
                _reader.Complete();
            else
                _reader.Fail();

            _report.AddTo(batch, timestamp, failure is null, _clock.GetElapsedTime(begun), CountsOf(failure), _bodyBytes);
            _self.AddTo(batch, timestamp);
            _expectedSamples = batch.Count;
            return batch;
        }
        finally
        {
            if (!isKept)
            {
                _reader.Abandon();
                batch.Release();
            }
        }
    }

    /// <summary>Ends all series of the target.</summary>
    /// <returns>The stale markers, for the caller to release.</returns>
    public SampleBatch End(long timestamp)
    {
        SampleBatch batch = new(_expectedSamples);
        _reader.AddStaleMarkers(batch, timestamp);
        _report.AddStaleMarkers(batch, timestamp);
        _self.AddStaleMarkers(batch, timestamp);
        return batch;
    }

    public void Dispose() => _connections.Dispose();

    // A page that never arrived whole is not counted, as Prometheus reads a body to its end before its lines.
    private PageCounts CountsOf(ScrapeFailure? failure) =>
        failure is null or ScrapeFailure.Parse or ScrapeFailure.SampleLimit or ScrapeFailure.LabelLimit ? _reader.Counts : default;

    private async Task<ScrapeFailure?> TryFetchAsync(TimeSpan timeout, int thaws, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        _bodyBytes = 0;
        try
        {
            _bodyBytes = await _fetcher.FetchAsync(_reader, either.Token);
            _counters.Add(_reader.Counts, _events.Read(_reader));
            return null;
        }
        catch (ScrapeException e)
        {
            _bodyBytes = e.Reason is ScrapeFailure.BodySize ? ScrapeReport.BodyBeyondLimit : 0;
            return Failed(e.Reason, e.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            if (_thaws.Check() != thaws)
                return ScrapeFailure.Timeout;
            return Failed(ScrapeFailure.Timeout, $"not done within {timeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed(ScrapeFailure.Connection, Cause.Of(e));
        }
    }

    private ScrapeFailure Failed(ScrapeFailure reason, string message)
    {
        _counters.AddFailure(reason);
        _events.Failed(reason, message);
        return reason;
    }
}
