using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Proxy;

/// <summary>Pushes inside requests: what the receiver has once the caller has the answer.</summary>
public sealed class RequestPushTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Stream = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(Ok, "ok")]
    [InlineData(Stream, "0\r\n\r\n")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "\r\n\r\n")]
    public async Task Before_the_caller_has_the_whole_answer_the_receiver_has_the_figures(string answer, string end)
    {
        await using var world = await StartAsync(answer, s_long);
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        await caller.ReadToAsync(end);

        Assert.Equal(2, world.Pushed);
    }

    [Fact]
    public async Task What_the_engine_says_before_the_end_is_not_held_back()
    {
        await using var world = await StartAsync(Stream, TimeSpan.FromHours(1));
        world.Receiver.Hangs = true;
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        await caller.ReadToAsync("2\r\nok\r\n");
        Assert.Empty(caller.Rest);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_the_end_no_longer_than_configured()
    {
        await using var world = await StartAsync(Ok, TimeSpan.FromMilliseconds(200));
        world.Receiver.Hangs = true;
        await using var caller = await world.ConnectAsync();
        var begun = TimeProvider.System.GetTimestamp();

        await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        await caller.ReadToAsync("ok");

        Assert.InRange(TimeProvider.System.GetElapsedTime(begun), TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Zero_pushes_in_no_request()
    {
        await using var world = await StartAsync(Ok, TimeSpan.Zero);
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        await caller.ReadToAsync("ok");

        Assert.Equal(1, world.Scrapes);
    }

    [Fact]
    public async Task While_others_are_under_way_an_end_is_not_held_back()
    {
        TaskCompletionSource release = new();
        await using var world = await ProxyWorld.StartAsync(async (engine, head) =>
        {
            if (head.Contains("/slow", StringComparison.Ordinal))
                await release.Task;
            await engine.SendAsync(Ok);
        });
        await PrepareAsync(world, s_long);
        await using var slow = await world.ConnectAsync();
        await using var quick = await world.ConnectAsync();
        await slow.SendAsync("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
        await ProxyWorld.UntilAsync("the slow one", () => !world.Engine.Heads.IsEmpty);

        await quick.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        await quick.ReadToAsync("ok");
        Assert.Equal(1, world.Scrapes);

        release.SetResult();
        await slow.ReadToAsync("ok");
        Assert.Equal(2, world.Pushed);
    }

    [Fact]
    public async Task Many_short_requests_in_a_row_push_once_a_second_at_most()
    {
        await using var world = await StartAsync(Ok, s_long);
        await using var caller = await world.ConnectAsync();
        var begun = TimeProvider.System.GetTimestamp();

        for (var i = 0; i < 50; i++)
        {
            await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            await caller.ReadToAsync("ok");
        }

        Assert.InRange(world.Scrapes, 2, 3 + (int)TimeProvider.System.GetElapsedTime(begun).TotalSeconds);
    }

    [Fact]
    public async Task An_engine_without_metrics_is_seen_by_its_requests()
    {
        await using var world = await StartAsync(Ok, TimeSpan.Zero);
        await using var caller = await world.ConnectAsync();
        foreach (var method in (string[])["GET", "GET", "BREW", "POST"])
        {
            await caller.SendAsync($"{method} /?key=secret HTTP/1.1\r\nHost: h\r\nx-fc-access-key-secret: hush\r\nx-fc-security-token: hush\r\nContent-Length: 0\r\n\r\n");
            await caller.ReadToAsync("ok");
        }

        var requests = await world.SeriesAsync("sonde_proxy_requests_total");
        Assert.Equal(2, requests["code=200,method=GET"]);
        Assert.Equal(1, requests["code=200,method=POST"]);
        Assert.Equal(1, requests["code=200,method=other"]);
        Assert.Equal(0, (await world.SeriesAsync("sonde_proxy_requests_in_flight"))[""]);
        Assert.Equal(4, (await world.SeriesAsync("sonde_proxy_request_duration_seconds_count"))[""]);
        var firstByte = await world.SeriesAsync("sonde_proxy_time_to_first_byte_seconds_bucket");
        Assert.Equal((4, 4), (firstByte["le=60.0"], firstByte["le=+Inf"]));
        Assert.DoesNotContain(world.Receiver.Taken, series => series.ToString().Contains("hush", StringComparison.Ordinal) || series.ToString().Contains("secret", StringComparison.Ordinal));
    }

    private static async Task<ProxyWorld> StartAsync(string answer, TimeSpan within)
    {
        var world = await ProxyWorld.StartAsync(answer);
        await PrepareAsync(world, within);
        return world;
    }

    private static Task PrepareAsync(ProxyWorld world, TimeSpan within)
    {
        world.Settings = world.Settings with { Options = new ProxyOptions { PushWithin = within } };
        return world.ScrapeAsync();
    }
}
