using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Telemetry;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>Which message a receiver gets, and what its answers change about it.</summary>
[Collection(typeof(ClockCollection))]
public sealed class ProtocolTests
{
    private const string V1 = "0.1.0";
    private const string V2 = "2.0.0";

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(500);
    private static readonly RemoteWriteDestination s_second = Given.Destination with { Protocol = RemoteWriteProtocol.V2 };

    [Fact]
    [Spec("2.1 content_type_protobuf")]
    [Spec("2.1 content_type_with_proto_param")]
    [Spec("2.1 content_encoding_snappy")]
    [Spec("2.1 version_header")]
    [Spec("2.1 user_agent_present")]
    [Spec("2.1 HTTP method")]
    [Spec("2.1 snappy_block_format")]
    [Spec("2.1 protobuf_parseable")]
    [Spec("3 headers")]
    public async Task A_request_carries_exactly_the_headers_of_remote_write_2()
    {
        await using SenderWorld world = new(s_second with { Headers = [new HttpHeader("X-Prometheus-Remote-Write-Version", "9"), new HttpHeader("Content-Type", "a/b"), new HttpHeader("X-A", "b")] });

        world.Enqueue();
        await SenderWorld.UntilAsync("a request", () => world.Receiver.Requests.Count > 0);

        var (_, request, body, _) = world.Receiver.Requests[0];
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal(["application/x-protobuf;proto=io.prometheus.write.v2.Request"], request.Content!.Headers.NonValidated["Content-Type"]);
        Assert.Equal(["snappy"], request.Content.Headers.NonValidated["Content-Encoding"]);
        Assert.Equal([V2], request.Headers.NonValidated["X-Prometheus-Remote-Write-Version"]);
        Assert.Matches("^[^/ ]+/[^/ ]+$", request.Headers.NonValidated["User-Agent"].ToString());
        Assert.Equal(["b"], request.Headers.NonValidated["X-A"]);
        Assert.NotEqual([0xff, 0x06, 0x00, 0x00], body[..4]);
        Assert.NotEmpty(Testing.Proto.V2.Request.Parser.ParseFrom(Snappier.Snappy.DecompressToArray(body)).Symbols);
    }

    [Theory]
    [InlineData(415)]   // "unsupported media type"
    [InlineData(400)]   // as receivers of 1.0 answer in practice
    [InlineData(204)]   // an empty message, taken without a word
    [Spec("2.10 415 to 2.0")]
    [Spec("2.10 400 to 2.0 from a 1.x receiver")]
    [Spec("2.10 2xx to 2.0 without a Written header")]
    [Spec("7 5 silent 1.x receiver")]
    public async Task A_receiver_of_1_gets_the_same_samples_in_1_and_nothing_else_from_then_on(int answer)
    {
        await using SenderWorld world = new(s_second, receiver => (receiver.KnowsV2, receiver.AnswerToV2) = (false, answer));

        world.Enqueue(Given.NoonMilliseconds, count: 3);
        await SenderWorld.UntilAsync("the first batch", () => world.Receiver.Taken.Count == 3);
        world.Enqueue(Given.NoonMilliseconds + 1, count: 3);
        await world.AdvanceUntilAsync("the second batch", () => world.Receiver.Taken.Count == 6, s_step);
        world.Sender.Use(world.Route(s_second with { Timeout = TimeSpan.FromSeconds(7) }));   // another configuration, the same receiver
        world.Enqueue(Given.NoonMilliseconds + 2, count: 3);
        await world.AdvanceUntilAsync("the third batch", () => world.Receiver.Taken.Count == 9, s_step);

        Assert.Equal([V2, V1, V1, V1], world.Receiver.Requests.Select(Version));
        Assert.Equal(["application/x-protobuf"], world.Receiver.Requests[1].Request.Content!.Headers.NonValidated["Content-Type"]);
        Assert.False(world.Receiver.Requests[1].Request.Headers.Contains("Retry-Attempt"));
        Assert.Equal(9, world.Sender.Counters.Sent);
        Assert.Equal(0, world.Sender.Counters.Dropped(DropReason.Refused));
    }

    [Fact]
    [Spec("2.10 success")]
    public async Task A_receiver_of_2_gets_2_whatever_it_refuses_later()
    {
        await using SenderWorld world = new(s_second);

        foreach (var status in new[] { 204, 400, 503, 204 })
        {
            world.Receiver.Next(status);
            world.Enqueue();
            await world.AdvanceUntilAsync("an answer", () => world.Sender.Counters.Sent + world.Sender.Counters.Dropped(DropReason.Refused) + world.Sender.QueuedSamples > 0 && world.Receiver.Requests[^1].Status == status, s_step);
            await world.Clock.LeapAsync(TimeSpan.FromSeconds(10));
        }

        await world.AdvanceUntilAsync("all settled", () => world.Sender.Counters.Sent == 3, s_step);
        Assert.All(world.Receiver.Requests, r => Assert.Equal(V2, Version(r)));
        Assert.Equal(1, world.Sender.Counters.Dropped(DropReason.Refused));
    }

    [Fact]
    [Spec("2.10 no hammering")]
    public async Task What_neither_message_gets_accepted_is_dropped_without_hammering_and_2_is_tried_again()
    {
        await using SenderWorld world = new(s_second, receiver => (receiver.KnowsV2, receiver.Always) = (false, 400));

        for (var second = 0; second < 8; second++)
        {
            world.Enqueue();
            await world.Clock.LeapAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([V2, V1], world.Receiver.Requests.Select(Version));
        await world.AdvanceUntilAsync("the next", () => world.Receiver.Requests.Count == 4, s_step);
        Assert.Equal([V2, V1, V2, V1], world.Receiver.Requests.Select(Version));
        Assert.Equal(4, world.Receiver.Requests.Select(r => Convert.ToHexString(r.Body)).Distinct().Count());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(204)]
    [Spec("2.10 partial write")]
    public async Task Of_a_partial_write_the_rest_is_counted_and_not_repeated(int status)
    {
        await using SenderWorld world = new(s_second, receiver =>
        {
            receiver.Written = 7;
            receiver.Next(status);
        });

        world.Enqueue(Given.NoonMilliseconds, count: 10);
        await SenderWorld.UntilAsync("the count", () => world.Sender.Counters.Dropped(DropReason.Refused) == 3);
        await world.Clock.LeapAsync(TimeSpan.FromSeconds(30));

        Assert.Single(world.Receiver.Requests);
        Assert.Equal(7, world.Sender.Counters.Sent);
    }

    [Fact]
    [Spec("2.8 metadata in 1.0")]
    public async Task Metadata_goes_once_a_minute_in_1_and_never_apart_in_2()
    {
        await using SenderWorld first = new(Given.Destination);
        await using SenderWorld second = new(s_second);
        await using SenderWorld unwanted = new(Given.Destination with { SendMetadata = false });
        foreach (var world in new[] { first, second, unwanted })
        {
            Core.Exposition.FamilyTable families = new();
            families.SetType("s0", Core.Exposition.MetricType.Gauge);
            families.Find("s0")!.HasSeries = true;
            world.Metadata.Add(families);
            for (var i = 0; i < 13; i++)
            {
                world.Enqueue();
                await world.Clock.LeapAsync(TimeSpan.FromSeconds(10));
            }
        }

        var apart = first.Receiver.Requests.Where(r => WriteRequestDecoder.Decode(r.Body).Count == 0).Select(r => r.At).ToList();
        Assert.Equal(3, apart.Count);
        Assert.All(apart.Zip(apart.Skip(1), (a, b) => b - a), gap => Assert.InRange(gap.TotalSeconds, 60, 70));
        Assert.All(second.Receiver.Requests.Concat(unwanted.Receiver.Requests), r => Assert.NotEmpty(WriteRequestDecoder.Decode(r.Body)));
    }

    [Fact]
    [Spec("2.10 broken receivers")]
    public async Task The_body_of_a_refusal_is_told_as_it_is_up_to_1024_bytes()
    {
        LineLog log = new();
        var text = "line 1\n\tline 2 \"quoted\" ü " + new string('x', 1 << 20);
        await using SenderWorld world = new(Given.Destination, receiver => (receiver.Always, receiver.Text) = (400, text), log);

        world.Enqueue();
        await SenderWorld.UntilAsync("the line", () => log.Lines.Any(line => line.Contains("lost", StringComparison.Ordinal)));

        var told = log.Lines.Single(line => line.Contains("lost", StringComparison.Ordinal));
        Assert.EndsWith(text[..1023], told, StringComparison.Ordinal);   // ü has two bytes
    }

    private static string Version((DateTimeOffset At, HttpRequestMessage Request, byte[] Body, int? Status) request) =>
        request.Request.Headers.GetValues("X-Prometheus-Remote-Write-Version").Single();
}
