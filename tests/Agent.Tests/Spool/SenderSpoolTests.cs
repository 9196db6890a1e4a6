using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Tests.RemoteWrite;

namespace Sonde.Agent.Tests.Spool;

/// <summary>Senders with a disk behind them; a second sender in the same place is the next process.</summary>
[Collection(typeof(ClockCollection))]
public sealed class SenderSpoolTests : IDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(500);

    private readonly SpoolPlace _place = new();

    private static long Noon => Given.NoonMilliseconds;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Nothing_goes_to_disk_while_the_receiver_takes_what_it_gets()
    {
        await using var world = World();
        for (var time = 1; time <= 5; time++)
            world.Enqueue(Noon + time);
        await world.AdvanceUntilAsync("delivery", () => world.Receiver.Taken.Count == 5, s_step);

        Assert.Empty(_place.Segments);
        Assert.DoesNotContain(Directory.EnumerateFiles(_place.Own), path => path.EndsWith(".spool", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Case_25_an_outage_longer_than_memory_loses_nothing_and_keeps_the_order()
    {
        await using var world = World(receiver => receiver.Always = 503, Given.Destination with { Queue = new QueueOptions { MaxSamples = 10 } });
        for (var scrape = 1; scrape <= 40; scrape++)
        {
            world.Enqueue(Noon + (scrape * 1000), count: 5);
            await world.Clock.LeapAsync(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(world.Sender.QueuedSamples, 0, 10);
        Assert.InRange(world.Sender.Spool!.Samples, 190, 200);
        world.Receiver.Always = 204;
        await world.AdvanceUntilAsync("recovery", () => world.Receiver.Taken.Count == 200, s_step);

        Assert.Equal(0, world.Sender.Counters.Dropped(DropReason.QueueFull));
        AssertInOrder(world.Receiver);
        Assert.Empty(_place.Segments);

        world.Enqueue(Noon + 60_000);
        await world.AdvanceUntilAsync("memory again", () => world.Receiver.Taken.Count == 201, s_step);
        Assert.Empty(_place.Segments);
    }

    [Fact]
    public async Task What_waits_on_disk_goes_before_what_came_later()
    {
        await using (var first = World(receiver => receiver.Always = 503))
        {
            first.Enqueue(Noon + 1, count: 3);
            await SenderWorld.UntilAsync("a refusal", () => first.Sender.Counters.Retries > 0);
            first.Enqueue(Noon + 2, count: 3);
            first.Abort();
            await first.Running;
            Assert.Equal(0, first.Sender.Counters.Dropped(DropReason.Shutdown));
        }

        Assert.Contains(_place.Log.Lines, line => line.Contains("6 samples are kept on disk at the stop", StringComparison.Ordinal));
        await using var second = World();
        second.Enqueue(Noon + 3, count: 3);
        await second.AdvanceUntilAsync("all of both", () => second.Receiver.Taken.Count == 9, s_step);

        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], second.Receiver.Taken.Select(s => s.Samples[0].TimestampMilliseconds - Noon));
    }

    [Fact]
    public async Task A_receiver_that_hangs_has_everything_on_disk_within_a_second()
    {
        await using var world = World(receiver => receiver.Hangs = true);
        world.Enqueue(Noon + 1, count: 3);
        await SenderWorld.UntilAsync("a request", () => world.Receiver.Requests.Count == 1);
        world.Enqueue(Noon + 2, count: 3);
        await world.Clock.LeapAsync(TimeSpan.FromSeconds(1.1));

        Assert.Equal((6, 0), (world.Sender.Spool!.Samples, world.Sender.QueuedSamples));
    }

    [Fact]
    public async Task Refused_credentials_are_probed_from_the_disk_one_sample_at_a_time()
    {
        await using var world = World(receiver => receiver.Always = 401);
        world.Enqueue(Noon + 1, count: 3);
        await SenderWorld.UntilAsync("the refusal", () => world.Sender.Counters.Dropped(DropReason.Unauthorized) == 3);
        world.Enqueue(Noon + 2, count: 4);
        await world.AdvanceUntilAsync("two probes", () => world.Receiver.Requests.Count == 3, s_step);
        world.Receiver.Always = 204;
        await world.AdvanceUntilAsync("the rest", () => world.Receiver.Taken.Count == 2, s_step);

        Assert.Equal(5, world.Sender.Counters.Dropped(DropReason.Unauthorized));
        Assert.Empty(_place.Segments);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_leaves_memory_as_it_was()
    {
        await using var world = World(receiver => receiver.Always = 503);
        Directory.CreateDirectory(Path.Combine(_place.Own, "0000000000000001.spool"));
        for (var time = 1; time <= 4; time++)
            world.Enqueue(Noon + time, count: 2);
        await world.AdvanceUntilAsync("attempts", () => world.Receiver.Requests.Count >= 4, s_step);
        world.Receiver.Always = 204;
        await world.AdvanceUntilAsync("recovery", () => world.Receiver.Taken.Count == 8, s_step);

        AssertInOrder(world.Receiver);
        Assert.Single(_place.Log.Lines, line => line.Contains("does not take what is written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Case_30_what_is_older_than_max_age_is_not_sent_from_the_disk_either()
    {
        using (var earlier = _place.Open())
        {
            earlier.TryAppend(SpoolSamples.Scrape(Given.Noon.AddHours(-3).ToUnixTimeMilliseconds()));
            earlier.TryAppend(SpoolSamples.Scrape(Given.Noon.AddMinutes(-90).ToUnixTimeMilliseconds()));
        }

        await using var world = World();
        await world.AdvanceUntilAsync("delivery", () => world.Receiver.Taken.Count == 3, s_step);
        Assert.Equal(3, world.Sender.Counters.Dropped(DropReason.TooOld));
    }

    private SenderWorld World(Action<FakeReceiver>? script = null, RemoteWriteDestination? destination = null) =>
        new(destination, script, _place.Log, counters => Core.Spool.DestinationSpool.Open(_place.Options, Given.Destination, counters, _place.Clock, _place.Log));

    private static void AssertInOrder(FakeReceiver receiver) => Assert.All(receiver.Taken.GroupBy(s => s.ToString()), series =>
    {
        var times = series.Select(s => s.Samples[0].TimestampMilliseconds).ToList();
        Assert.Equal(times.Distinct().Order(), times);
    });
}
