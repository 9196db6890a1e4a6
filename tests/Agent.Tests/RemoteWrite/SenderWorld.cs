using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Spool;
using Sonde.Agent.Core.Telemetry;
using Sonde.Testing;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>A running sender with a clock that the test moves and a receiver that answers as told.</summary>
internal sealed class SenderWorld : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _abort = new();
    private readonly Task _running;

    public SenderWorld(RemoteWriteDestination? destination = null, Action<FakeReceiver>? script = null, ILogger? log = null, Func<DestinationCounters, DestinationSpool?>? spool = null)
    {
        Clock = new(Given.Noon);
        Receiver = new(Clock);
        script?.Invoke(Receiver);
        Destination = destination ?? Given.Destination;
        DestinationCounters counters = new("d");
        Sender = new(Route(Destination), counters, Metadata, Clock, log ?? NullLogger.Instance, spool?.Invoke(counters));
        _running = Sender.RunAsync(_abort.Token);
    }

    public FakeTimeProvider Clock { get; }

    public FakeReceiver Receiver { get; }

    public MetadataSource Metadata { get; } = new();

    public RemoteWriteDestination Destination { get; }

    public Sender Sender { get; }

    public Task Running => _running;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SenderRoute Route(RemoteWriteDestination destination) => new(destination, _ => Receiver.NewHandler(), Clock);

    /// <summary>Samples <c>s0..sN-1</c> with one timestamp, as one scrape gives them.</summary>
    public void Enqueue(long timestamp, int count = 1, double value = 1)
    {
        SampleBatch batch = new(0);
        for (var i = 0; i < count; i++)
            batch.Add(Series($"s{i}"), value, timestamp);
        Sender.Enqueue(batch);
        batch.Release();
    }

    public void Enqueue() => Enqueue(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Waits, without moving the clock.</summary>
    public static Task UntilAsync(string what, Func<bool> condition) => Eventually.TrueAsync(what, s_patience, condition, Cancellation);

    /// <summary>Moves the clock in small steps until the condition holds.</summary>
    public Task AdvanceUntilAsync(string what, Func<bool> condition, TimeSpan step) => Clock.AdvanceUntilAsync(what, condition, step);

    public void Abort() => _abort.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await _running;
        Sender.Dispose();
        _abort.Dispose();
    }

    private static SampleSeries Series(string name)
    {
        LabelSet labels = new();
        labels.Set(LabelSet.MetricName, name);
        return new(LabelCodec.Encode(labels));
    }
}
