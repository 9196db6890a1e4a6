using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Telemetry;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.RemoteWrite;

[Collection(typeof(ClockCollection))]
public sealed class SenderTests
{
    private static readonly long Noon = Given.NoonMilliseconds;
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(500);

    [Fact]
    [Spec("2.11 headers of 1.0")]
    [Spec("3 headers")]
    public async Task A_request_carries_exactly_the_headers_of_remote_write_1()
    {
        await using SenderWorld world = new(Given.Destination with
        {
            Auth = new HttpAuth.Basic("me", "secret"),
            Headers = [new HttpHeader("X-Scope-OrgID", "7"), new HttpHeader("Content-Type", "text/plain"), new HttpHeader("User-Agent", "other")],
        });

        world.Enqueue();
        await SenderWorld.UntilAsync("a request", () => world.Receiver.Requests.Count > 0);

        var request = world.Receiver.Requests[0].Request;
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("application/x-protobuf", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(["snappy"], request.Content.Headers.ContentEncoding);
        Assert.Equal(["0.1.0"], request.Headers.GetValues("X-Prometheus-Remote-Write-Version"));
        Assert.StartsWith("sonde-agent/", request.Headers.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.Equal("Basic bWU6c2VjcmV0", request.Headers.Authorization!.ToString());
        Assert.Equal(["7"], request.Headers.GetValues("X-Scope-OrgID"));
        Assert.False(request.Headers.Contains("Retry-Attempt"));
    }

    [Fact]
    [Spec("2.9 small page in one request")]
    public async Task The_first_samples_go_at_once_and_later_ones_gather_until_the_deadline()
    {
        await using SenderWorld world = new(Given.Destination with { Batch = new BatchOptions { Deadline = TimeSpan.FromSeconds(2) } });

        world.Enqueue(Noon + 1);
        await SenderWorld.UntilAsync("the first", () => world.Receiver.Taken.Count == 1);
        await world.Clock.LeapAsync(TimeSpan.FromSeconds(10));
        world.Enqueue(Noon + 2);
        world.Enqueue(Noon + 3);
        await world.AdvanceUntilAsync("the others", () => world.Receiver.Taken.Count == 3, s_step);

        Assert.Equal(2, world.Receiver.Writes.Count);
        Assert.InRange(world.Receiver.Writes[1].At - Given.Noon, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(14));
    }

    [Fact]
    [Spec("2.9 12 000 series")]
    public async Task Requests_are_bounded_in_samples_and_in_bytes()
    {
        await using SenderWorld bySamples = new(Given.Destination with { Batch = new BatchOptions { MaxSamples = 400 } });
        await using SenderWorld byBytes = new(Given.Destination with { Batch = new BatchOptions { MaxSamples = 100_000, MaxBytes = 10_000 } });

        bySamples.Enqueue(Noon + 1, count: 1000);
        byBytes.Enqueue(Noon + 1, count: 1000);
        await bySamples.AdvanceUntilAsync("all", () => bySamples.Receiver.Taken.Count == 1000, s_step);
        await byBytes.AdvanceUntilAsync("all", () => byBytes.Receiver.Taken.Count == 1000, s_step);

        Assert.Equal([400, 400, 200], bySamples.Receiver.Writes.Select(r => WriteRequestDecoder.Decode(r.Body).Count));
        Assert.All(byBytes.Receiver.Writes, r => Assert.InRange(Snappier.Snappy.DecompressToArray(r.Body).Length, 1, 10_000));
    }

    [Fact]
    [Spec("2.10 400, 401, 404")]
    [Spec("2.10 413")]
    [Spec("7 4 400 and 429 in between")]
    public async Task Case_24_what_will_never_be_taken_is_dropped_and_the_next_goes_without_delay()
    {
        await using SenderWorld world = new(Given.Destination with { Batch = new BatchOptions { MaxSamples = 2 } }, receiver =>
        {
            receiver.Next(400);
            receiver.Next(400);
            receiver.Next(409);
            receiver.Next(413);
        });

        world.Enqueue(Noon + 1, count: 2);
        world.Enqueue(Noon + 2, count: 2);
        world.Enqueue(Noon + 3, count: 2);
        world.Enqueue(Noon + 4, count: 2);
        world.Enqueue(Noon + 5, count: 2);
        // The clock stands: nothing of this may wait.
        await SenderWorld.UntilAsync("the fifth batch", () => world.Receiver.Taken.Any(s => s.Samples[0].TimestampMilliseconds == Noon + 5));

        Assert.Equal([1, 2, 3, 4, 4, 4, 5], world.Receiver.Writes.Select(r => WriteRequestDecoder.Decode(r.Body)[0].Samples[0].TimestampMilliseconds - Noon));
        Assert.Equal([2, 2, 2, 2, 1, 1, 2], world.Receiver.Writes.Select(r => WriteRequestDecoder.Decode(r.Body).Count));   // 413 comes in halves
        Assert.Equal(6, world.Sender.Counters.Dropped(DropReason.Refused));
        Assert.Equal(4, world.Sender.Counters.Sent);
    }

    [Fact]
    [Spec("2.10 413")]
    public async Task A_sample_too_large_alone_is_dropped_and_counted()
    {
        await using SenderWorld world = new(script: receiver => receiver.Always = 413);

        world.Enqueue(Noon + 1, count: 4);
        await SenderWorld.UntilAsync("all dropped", () => world.Sender.Counters.Dropped(DropReason.TooLarge) == 4);

        Assert.Equal(7, world.Receiver.Requests.Count);   // 4, 2, 1, 1, 2, 1, 1
    }

    [Fact]
    [Spec("2.10 500, 502, 503, 504")]
    [Spec("2.10 503 for 20 s")]
    [Spec("7 3 receiver down 30 s")]
    [Spec("2.5 samples ascending")]
    [Spec("2.2 two samples of one series")]
    public async Task Case_25_and_29_an_outage_keeps_the_order_and_repeats_the_same_bytes()
    {
        await using SenderWorld world = new(script: receiver => receiver.Always = 503);

        for (var scrape = 0; scrape < 4; scrape++)
            world.Enqueue(Noon + (scrape * 15_000));
        await world.AdvanceUntilAsync("some attempts", () => world.Receiver.Requests.Count >= 6, s_step);
        var gaps = world.Receiver.Requests.Zip(world.Receiver.Requests.Skip(1), (a, b) => b.At - a.At).ToList();
        world.Receiver.Always = 204;
        await world.AdvanceUntilAsync("recovery", () => world.Receiver.Taken.Count == 4, s_step);

        Assert.All(gaps, gap => Assert.InRange(gap, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60)));
        var first = world.Receiver.Requests.Take(6).Select(r => Convert.ToHexString(r.Body)).Distinct();
        Assert.Single(first);
        Assert.Equal("5", world.Receiver.Requests[5].Request.Headers.GetValues("Retry-Attempt").Single());
        var times = world.Receiver.Taken.Select(s => s.Samples[0].TimestampMilliseconds).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(4, times.Distinct().Count());
    }

    [Fact]
    public async Task Case_25_the_queue_has_a_hard_bound_and_the_oldest_goes_first()
    {
        await using SenderWorld world = new(Given.Destination with { Queue = new QueueOptions { MaxSamples = 5 } }, receiver => receiver.Always = 500);

        world.Enqueue(Noon + 1);
        await SenderWorld.UntilAsync("one under way", () => world.Receiver.Requests.Count > 0);
        for (var timestamp = 2; timestamp < 20; timestamp++)
            world.Enqueue(Noon + timestamp);

        Assert.Equal(5, world.Sender.QueuedSamples);
        Assert.Equal(13, world.Sender.Counters.Dropped(DropReason.QueueFull));
    }

    [Fact]
    public async Task Case_25_a_request_that_is_refused_for_its_whole_age_is_given_up()
    {
        await using SenderWorld world = new(Given.Destination with { Retry = new RetryOptions { MaxAge = TimeSpan.FromMinutes(1) } }, receiver => receiver.Always = 500);

        world.Enqueue();
        await world.AdvanceUntilAsync("given up", () => world.Sender.Counters.Dropped(DropReason.TooOld) == 1, TimeSpan.FromSeconds(5));

        Assert.InRange(world.Receiver.Requests[^1].At - Given.Noon, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1.5));
    }

    [Theory]
    [InlineData(429, "20", 20)]
    [InlineData(503, "Thu, 01 Jan 2026 12:00:30 GMT", 30)]   // a date: from noon on
    [InlineData(429, "-5", 0)]
    [InlineData(429, "soon", 0)]
    [InlineData(429, "999999", 300)]
    [Spec("2.10 429")]
    [Spec("7 4 400 and 429 in between")]
    public async Task Case_26_Retry_After_is_waited_for_within_reason(int status, string retryAfter, int seconds)
    {
        await using SenderWorld world = new(script: receiver => receiver.Next(status, retryAfter));

        world.Enqueue();
        await SenderWorld.UntilAsync("the refusal", () => world.Receiver.Requests.Count == 1 && world.Sender.Counters.Retries == 1);
        await world.AdvanceUntilAsync("delivery", () => world.Receiver.Taken.Count == 1, s_step);

        Assert.InRange((world.Receiver.Requests[1].At - Given.Noon).TotalSeconds, Math.Max(seconds, 0.04), seconds + 6);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [Spec("2.10 400, 401, 404")]
    public async Task Case_27_refused_credentials_slow_the_sender_to_a_probe_and_new_ones_wake_it(int status)
    {
        await using SenderWorld world = new(script: receiver => receiver.Always = status);

        world.Enqueue(Noon, count: 10);
        await SenderWorld.UntilAsync("the refusal", () => world.Sender.Counters.Dropped(DropReason.Unauthorized) == 10);
        world.Enqueue(Noon + 1, count: 10);
        await world.AdvanceUntilAsync("probes", () => world.Receiver.Requests.Count == 4, s_step);

        var gaps = world.Receiver.Requests.Zip(world.Receiver.Requests.Skip(1), (a, b) => (b.At - a.At).TotalSeconds).ToList();
        Assert.InRange(gaps[0], 5, 8);
        Assert.InRange(gaps[2], 20, 25);
        Assert.All(world.Receiver.Requests.Skip(1), r => Assert.Single(WriteRequestDecoder.Decode(r.Body)));   // a probe risks one sample

        world.Receiver.Always = 204;
        world.Sender.Use(world.Route(world.Destination with { Auth = new HttpAuth.Bearer("new") }));
        await world.AdvanceUntilAsync("recovery", () => world.Receiver.Taken.Count == 7, TimeSpan.FromMilliseconds(10));
        Assert.Equal("Bearer new", world.Receiver.Requests[^1].Request.Headers.Authorization!.ToString());
    }

    [Fact]
    public async Task Case_30_samples_beyond_the_age_limit_are_not_sent_and_younger_ones_are()
    {
        await using SenderWorld world = new();
        var threeHoursAgo = Given.Noon.AddHours(-3).ToUnixTimeMilliseconds();

        world.Enqueue(threeHoursAgo);
        world.Enqueue(Given.Noon.AddMinutes(-20).ToUnixTimeMilliseconds());
        await world.AdvanceUntilAsync("delivery", () => world.Receiver.Taken.Count == 1, s_step);

        Assert.Equal(1, world.Sender.Counters.Dropped(DropReason.TooOld));
    }

    [Fact]
    [Spec("6 order of work")]
    public async Task External_labels_fill_in_where_absent_and_rules_of_the_destination_apply_to_it_alone()
    {
        await using SenderWorld world = new(Given.Destination with
        {
            ExternalLabels = [new LabelPair("__name__", "never"), new LabelPair("region", "cn-hangzhou")],
            WriteRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "s1" }],
        });

        world.Enqueue(Noon, count: 3);
        world.Enqueue(Noon + 1, count: 3);
        await world.AdvanceUntilAsync("delivery", () => world.Receiver.Taken.Count == 4, s_step);

        Assert.Equal(["s0{region=\"cn-hangzhou\"}", "s2{region=\"cn-hangzhou\"}"], world.Receiver.Taken.Select(s => s.ToString()).Distinct());
    }

    [Fact]
    [Spec("2.10 broken receivers")]
    public async Task A_broken_connection_is_repeated_and_a_thaw_ends_the_wait_on_new_connections()
    {
        await using SenderWorld world = new(Given.Destination with { Retry = new RetryOptions { InitialDelay = TimeSpan.FromMinutes(2), MaxDelay = TimeSpan.FromMinutes(2) } }, receiver => receiver.Next(null));

        world.Enqueue();
        await SenderWorld.UntilAsync("the fault", () => world.Sender.Counters.Retries == 1);
        var handlers = world.Receiver.Handlers;
        world.Sender.Thaw();
        await SenderWorld.UntilAsync("delivery without waiting", () => world.Receiver.Taken.Count == 1);

        Assert.Equal(handlers + 1, world.Receiver.Handlers);
    }

    [Fact]
    [Spec("7 1 SIGTERM with unsent data")]
    public async Task A_stop_sends_what_waits_at_once_and_ends()
    {
        await using SenderWorld world = new(Given.Destination with { Batch = new BatchOptions { Deadline = TimeSpan.FromHours(1) } });

        await world.Clock.LeapAsync(TimeSpan.FromMinutes(1));
        world.Enqueue();
        world.Enqueue();
        world.Sender.Stop();
        await world.Running.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, SenderWorld.Cancellation);

        Assert.Equal(2, world.Receiver.Taken.Count);
    }

    [Fact]
    [Spec("2.10 broken receivers")]
    [Spec("7 1 SIGTERM with unsent data")]
    public async Task Case_32_a_hung_receiver_is_given_up_at_the_stop_and_the_loss_is_counted()
    {
        await using SenderWorld world = new(script: receiver => receiver.Hangs = true);

        world.Enqueue(Noon, count: 3);
        await SenderWorld.UntilAsync("one under way", () => world.Receiver.Requests.Count == 1);
        world.Enqueue(Noon + 1, count: 2);
        world.Sender.Stop();
        world.Abort();
        await world.Running.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, SenderWorld.Cancellation);

        Assert.Equal(5, world.Sender.Counters.Dropped(DropReason.Shutdown));
    }
}
