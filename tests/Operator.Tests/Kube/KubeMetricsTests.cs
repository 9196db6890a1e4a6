using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Kube;

[Collection(typeof(ClockCollection))]
public sealed class KubeMetricsTests : IAsyncDisposable
{
    private readonly FakeApiServer _server = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly KubeWorld _world;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);

    public KubeMetricsTests()
    {
        _world = new(_server, _clock);
        var meters = _world.Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other tests run beside this one: only the meter of this world counts.
            if (instrument.Meter.Name == KubeMetrics.MeterName && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Passes_retries_lists_and_leadership_are_counted_by_name()
    {
        var failed = false;
        _world.Reconciler.Reconcile = (_, _) =>
        {
            var first = !failed;
            failed = true;
            return Task.FromResult<Outcome>(first ? new Outcome.Failing("Throttled", "Too many calls.", NextLook: null) : new Outcome.Settled(TimeSpan.FromHours(1)));
        };
        _server.Put(KubeWorld.Widget("a"));
        await _world.StartAsync();
        await _world.PassUntilAsync("both passes", TimeSpan.FromSeconds(10), () => Sum("sonde_reconciles_total{controller=Widget,outcome=settled}") == 1);
        await KubeWorld.QuietAsync();
        _listener.RecordObservableInstruments();

        Assert.Equal(1, Sum("sonde_reconciles_total{controller=Widget,outcome=failing}"));
        Assert.Equal(1, Sum("sonde_reconcile_duration_seconds{controller=Widget,outcome=settled}"));
        Assert.Equal(2, Sum("sonde_queue_latency_seconds{controller=Widget}"));
        Assert.Equal(1, Sum("sonde_queue_retries_total{controller=Widget}"));
        Assert.Equal(2, Sum("sonde_status_writes_total{controller=Widget}"));
        Assert.Equal(1, Sum("sonde_lists_total{kind=Secret}"));
        Assert.Equal(1, Sum("sonde_leader{}"));
        Assert.Equal(0, Sum("sonde_queue_depth{controller=Widget}"));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _world.DisposeAsync();
        _server.Dispose();
    }

    private double Sum(string series) => _sums.GetValueOrDefault(series, double.NaN);

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        _sums.AddOrUpdate($"{instrument.Name}{{{labels}}}", value, (_, sum) => sum + value);
    }
}
