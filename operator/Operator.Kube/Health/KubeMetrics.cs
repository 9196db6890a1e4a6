using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Sonde.Operator.Kube;

/// <summary>Figures of the runtime, under the meter <see cref="MeterName"/>.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
public sealed class KubeMetrics
{
    /// <summary>Name of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "Sonde.Operator.Kube";

    private readonly Meter _meter;
    private readonly Counter<long> _reconciles;
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _latencies;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _statusWrites;
    private readonly Counter<long> _lists;
    private readonly Counter<long> _watchEnds;
    private readonly Counter<long> _droppedEvents;

    /// <summary>Makes the instruments.</summary>
    public KubeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _reconciles = _meter.CreateCounter<long>("sonde_reconciles_total", description: "Passes, by controller and outcome");
        _durations = _meter.CreateHistogram<double>("sonde_reconcile_duration_seconds", "s", "Length of a pass, by controller and outcome");
        _latencies = _meter.CreateHistogram<double>("sonde_queue_latency_seconds", "s", "Time that a key stood in line");
        _retries = _meter.CreateCounter<long>("sonde_queue_retries_total", description: "Keys that went into back-off");
        _statusWrites = _meter.CreateCounter<long>("sonde_status_writes_total", description: "Status patches sent, by controller");
        _lists = _meter.CreateCounter<long>("sonde_lists_total", description: "Whole lists read, by kind");
        _watchEnds = _meter.CreateCounter<long>("sonde_watch_ends_total", description: "Watches that ended, by kind and cause");
        _droppedEvents = _meter.CreateCounter<long>("sonde_events_dropped_total", description: "Events that were not written");
    }

    internal void Passed(string controller, string outcome, TimeSpan duration)
    {
        _reconciles.Add(1, new("controller", controller), new("outcome", outcome));
        _durations.Record(duration.TotalSeconds, new("controller", controller), new("outcome", outcome));
    }

    internal void Waited(string controller, TimeSpan waited) => _latencies.Record(waited.TotalSeconds, new KeyValuePair<string, object?>("controller", controller));

    internal void Retried(string controller) => _retries.Add(1, new KeyValuePair<string, object?>("controller", controller));

    internal void StatusWritten(string controller) => _statusWrites.Add(1, new KeyValuePair<string, object?>("controller", controller));

    internal void Listed(string kind) => _lists.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal void WatchEnded(string kind, string cause) => _watchEnds.Add(1, new("kind", kind), new("cause", cause));

    internal void EventDropped() => _droppedEvents.Add(1);

    internal void Observe(string controller, WorkQueue queue)
    {
        KeyValuePair<string, object?> label = new("controller", controller);
        _meter.CreateObservableGauge("sonde_queue_depth", () => new Measurement<int>(queue.Depth, label), description: "Keys that wait for a worker");
        _meter.CreateObservableGauge("sonde_queue_oldest_seconds", () => new Measurement<double>(queue.OldestAge.TotalSeconds, label), "s", "Age of the key that waits longest");
    }

    internal void Observe(ILeadership leadership) =>
        _meter.CreateObservableGauge("sonde_leader", () => leadership.IsLeader ? 1 : 0, description: "1 while this replica leads");
}
