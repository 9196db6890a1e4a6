
namespace Sonde.Agent.Tests.Proxy;

/// <summary>What the engine gets is what the caller sent, and the other way round, read from bare sockets.</summary>
public sealed class TransparencyTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("/v1/models/a%2Fb", "/v1/models/a%2Fb")]
    [InlineData("//a//b/", "//a//b/")]
    [InlineData("/a/../b/./c", "/a/../b/./c")]
    [InlineData("/%7Euser%20x?q=%20&x=a+b&&y", "/%7Euser%20x?q=%20&x=a+b&&y")]
    [InlineData("/?", "/?")]
    [InlineData("/a?b?c/d", "/a?b?c/d")]
    [InlineData("http://fn.example/x%2F?y", "/x%2F?y")]
    [InlineData("http://fn.example", "/")]
    public async Task The_target_arrives_byte_for_byte(string sent, string arrives)
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync($"GET {sent} HTTP/1.1\r\nHost: fn.example\r\n\r\n");
        await caller.ReadToAsync("ok");

        Assert.StartsWith($"GET {arrives} HTTP/1.1\r\n", Assert.Single(world.Engine.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_a_request_arrive_and_none_is_added()
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("GET / HTTP/1.1\r\nHost: fn.example:8\r\nX-Two: a\r\nX-Two: b\r\nx-fc-request-id: r\r\nx-fc-access-key-secret: s\r\nUser-Agent: odd (agent, x)\r\n"
            + "Traceparent: 00-1\r\nUpgrade-Insecure-Requests: 1\r\nX-Latin: \u00e9\r\nX-Empty:\r\nCookie: a=b; c=d\r\nConnection: keep-alive\r\n\r\n");
        await caller.ReadToAsync("ok");

        var lines = Assert.Single(world.Engine.Heads).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["Cookie: a=b; c=d", "Host: fn.example:8", "traceparent: 00-1", "Upgrade-Insecure-Requests: 1", "User-Agent: odd (agent, x)", "x-empty: ",
            "x-fc-access-key-secret: s", "x-fc-request-id: r", "X-Latin: \u00e9", "X-Two: a, b"], lines, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Headers_of_an_answer_arrive_and_none_is_added_but_a_missing_date()
    {
        await using var world = await ProxyWorld.StartAsync("HTTP/1.1 418 Short And Stout\r\nServer: uvicorn\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Latin: \u00e9\r\nAlt-Svc: clear\r\nContent-Length: 0\r\n\r\n");
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        var head = await caller.ReadToAsync("\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 418 Short And Stout\r\n", head, StringComparison.Ordinal);
        Assert.Equal(["Alt-Svc: clear", "Content-Length: 0", "Date: Thu, 01 Jan 2026 00:00:00 GMT", "Server: uvicorn", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Latin: \u00e9"],
            head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stream_of_events_arrives_event_by_event_and_its_headers_before_the_first()
    {
        TaskCompletionSource[] seen = [new(), new(), new()];
        await using var world = await ProxyWorld.StartAsync(async (engine, _) =>
        {
            await engine.SendAsync(Chunked);
            await seen[0].Task;
            await engine.SendAsync("9\r\ndata: 1\n\n\r\n");
            await seen[1].Task;
            await engine.SendAsync("9\r\ndata: 2\n\n\r\n");
            await seen[2].Task;
            await engine.SendAsync("0\r\n\r\n");
        });
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("POST /v1/chat HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}");
        await caller.ReadToAsync("\r\n\r\n");
        seen[0].SetResult();
        await caller.ReadToAsync("data: 1\n\n");
        seen[1].SetResult();
        await caller.ReadToAsync("data: 2\n\n");
        seen[2].SetResult();
        await caller.ReadToAsync("0\r\n\r\n");
    }

    [Fact]
    public async Task A_caller_that_waits_for_100_continue_gets_it_when_the_engine_gives_it()
    {
        await using var world = await ProxyWorld.StartAsync(async (engine, _) =>
        {
            await engine.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await engine.ReadToAsync("body");
            await engine.SendAsync(Ok);
        });
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await caller.ReadToAsync("\r\n\r\n"));
        await caller.SendAsync("body");
        await caller.ReadToAsync("ok");

        Assert.Contains("Expect: 100-continue", Assert.Single(world.Engine.Heads), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_engine_that_refuses_a_body_unseen_is_heard_before_the_body_is_sent()
    {
        await using var world = await ProxyWorld.StartAsync("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000000\r\nExpect: 100-continue\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", await caller.ReadToAsync("big"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_arrives_chunked()
    {
        await using var world = await ProxyWorld.StartAsync(async (engine, _) =>
        {
            await engine.ReadToAsync("0\r\n\r\n");
            await engine.SendAsync(Ok);
        });
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        await caller.ReadToAsync("ok");

        Assert.Contains("Transfer-Encoding: chunked", Assert.Single(world.Engine.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_leaves_is_gone_for_the_engine_too()
    {
        TaskCompletionSource<string> left = new();
        await using var world = await ProxyWorld.StartAsync(async (engine, _) =>
        {
            await engine.SendAsync(Chunked + "1\r\na\r\n");
            left.SetResult(await engine.ReadToEndAsync());
            engine.Close();
        });
        var caller = await world.ConnectAsync();
        await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        await caller.ReadToAsync("1\r\na\r\n");

        await caller.DisposeAsync();

        Assert.Empty(await left.Task.WaitAsync(TimeSpan.FromSeconds(15), TimeProvider.System, TestContext.Current.CancellationToken));
        await world.ScrapeAsync();
        Assert.Equal(1, (await world.SeriesAsync("sonde_proxy_aborts_total"))["side=client"]);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Early: yes\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nno length")]
    public async Task An_engine_that_breaks_off_is_broken_off_for_the_caller_too(string half)
    {
        await using var world = await ProxyWorld.StartAsync(async (engine, _) =>
        {
            await engine.SendAsync(half);
            engine.Close();
        });
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        var got = await caller.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", got, StringComparison.Ordinal);
        Assert.Contains("half", got, StringComparison.Ordinal);
        Assert.DoesNotContain("0\r\n\r\n", got, StringComparison.Ordinal);
        await world.ScrapeAsync();
        Assert.Equal(1, (await world.SeriesAsync("sonde_proxy_aborts_total"))["side=engine"]);
    }

    [Fact]
    public async Task An_engine_that_closes_without_an_answer_is_a_502_of_one_line()
    {
        await using var world = await ProxyWorld.StartAsync((engine, _) =>
        {
            engine.Close();
            return Task.CompletedTask;
        });

        await Expect502Async(world);
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_a_502_of_one_line_and_the_connection_stays()
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        await world.Engine.DisposeAsync();

        await Expect502Async(world);
    }

    [Fact]
    public async Task A_connection_serves_one_request_after_the_other()
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        await using var caller = await world.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            await caller.SendAsync($"GET /{i} HTTP/1.1\r\nHost: h\r\n\r\n");
            await caller.ReadToAsync("ok");
        }

        Assert.Equal(["/0", "/1", "/2"], world.Engine.Heads.Select(head => head.Split(' ')[1]));
    }

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n", "Content-Length: 77")]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n", "204 No Content")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n", "ETag: \"x\"")]
    [InlineData("GET", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 3\r\n\r\n", "Retry-After: 3")]
    [InlineData("BREW", "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\nContent-Length: 0\r\n\r\n", "Allow: GET")]
    public async Task An_answer_without_a_body_is_whole(string method, string answer, string expected)
    {
        await using var world = await ProxyWorld.StartAsync(answer);
        await using var caller = await world.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            await caller.SendAsync($"{method} / HTTP/1.1\r\nHost: h\r\n\r\n");
            Assert.Contains(expected, await caller.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_websocket_is_passed_on_both_ways()
    {
        await using var world = await ProxyWorld.StartAsync(async (engine, _) =>
        {
            await engine.SendAsync("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n");
            await engine.ReadToAsync("ping");
            await engine.SendAsync("pong");
            await engine.ReadToEndAsync();
            engine.Close();
        });
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        var head = await caller.ReadToAsync("\r\n\r\n");
        await caller.SendAsync("ping");
        await caller.ReadToAsync("pong");

        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Accept: x", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Upgrade: websocket", Assert.Single(world.Engine.Heads), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task Expect502Async(ProxyWorld world)
    {
        await using var caller = await world.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            await caller.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 502 Bad Gateway\r\n", await caller.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
            Assert.Equal("sonde-agent: the engine does not answer\n", await caller.ReadToAsync("\n"));
        }

        await world.ScrapeAsync();
        Assert.Equal(2, (await world.SeriesAsync("sonde_proxy_unanswered_total"))[""]);
    }
}
