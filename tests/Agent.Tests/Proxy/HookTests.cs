using Sonde.Agent.Core.Config;
using Sonde.Agent.Proxy;

namespace Sonde.Agent.Tests.Proxy;

/// <summary>What the proxy answers itself, and what it does around a request.</summary>
public sealed class HookTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/metrics/")]
    [InlineData("/metrics?x=y")]
    [InlineData("/metrics/sub")]
    [InlineData("/%6Detrics")]
    [InlineData("//metrics")]
    [InlineData("/%2Fmetrics")]
    [InlineData("/v1/../metrics")]
    [InlineData("/v1/%2e%2e/metrics")]
    [InlineData("/METRICS")]
    [InlineData("http://h/metrics")]
    public async Task Case_41_the_metrics_are_hidden_from_callers(string target)
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", await caller.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(world.Engine.Heads);
    }

    [Theory]
    [InlineData("/metricsx")]
    [InlineData("/v1/metrics")]
    [InlineData("/")]
    [InlineData("/x?path=/metrics")]
    public async Task Other_paths_are_not_hidden(string target) => Assert.StartsWith("HTTP/1.1 200 OK\r\n", await GetAsync(new HiddenPaths(["/metrics"]), target), StringComparison.Ordinal);

    [Fact]
    public async Task An_empty_list_hides_nothing() => Assert.StartsWith("HTTP/1.1 200 OK\r\n", await GetAsync(new HiddenPaths([]), "/metrics"), StringComparison.Ordinal);

    [Fact]
    public void By_default_the_paths_are_hidden_that_are_scraped_at_the_engines_port()
    {
        ScrapeJob JobAt(string address, string path) => Given.Job with { MetricsPath = path, Targets = [new StaticTarget(address, [])] };
        var config = Given.Config(Given.Job, Given.Destination) with { ScrapeJobs = [JobAt("localhost:19000", "/metrics"), JobAt("127.0.0.1:19000", "/prom"), JobAt("127.0.0.1:9400", "/gpu")] };

        var hidden = ProxySettings.Of(config, 19000).Hidden;

        Assert.Equal([true, true, false], new[] { "/metrics", "/prom", "/gpu" }.Select(hidden.Hides));
        var chosen = config with { Extras = new AgentExtras { Proxy = new ProxyOptions { HidePaths = ["/gpu"] } } };
        Assert.Equal([false, false, true], new[] { "/metrics", "/prom", "/gpu" }.Select(ProxySettings.Of(chosen, 19000).Hidden.Hides));
    }

    [Fact]
    public async Task Before_the_instance_ends_it_scrapes_and_pushes_and_may_be_asked_again()
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        await world.ScrapeAsync();
        await using var caller = await world.ConnectAsync();

        for (var scrape = 2; scrape <= 3; scrape++)
        {
            await caller.SendAsync("GET /pre-stop HTTP/1.1\r\nHost: h\r\nx-fc-control-path: /pre-stop\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", await caller.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
            Assert.Equal(scrape, world.Pushed);
        }

        Assert.Empty(world.Engine.Heads);
    }

    [Fact]
    public async Task The_flush_before_the_end_is_bounded()
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        await world.ScrapeAsync();
        world.Receiver.Hangs = true;
        world.Settings = world.Settings with { Options = new ProxyOptions { PreStop = new PreStopOptions { Timeout = TimeSpan.FromMilliseconds(300) } } };
        await using var caller = await world.ConnectAsync();
        var begun = TimeProvider.System.GetTimestamp();

        await caller.SendAsync("GET /pre-stop HTTP/1.1\r\nHost: h\r\n\r\n");
        await caller.ReadToAsync("\r\n\r\n");

        Assert.InRange(TimeProvider.System.GetElapsedTime(begun), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task The_users_own_hooks_are_passed_on_and_their_answer_is_the_answer()
    {
        await using var world = await ProxyWorld.StartAsync("HTTP/1.1 500 Hook\r\nContent-Length: 2\r\n\r\nno");
        world.Settings = world.Settings with { Options = new ProxyOptions { ForwardInitialize = true, PreStop = new PreStopOptions { Forward = true } } };
        await world.ScrapeAsync();
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync("GET /pre-stop HTTP/1.1\r\nHost: h\r\nx-fc-control-path: /pre-stop\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 500 Hook\r\n", await caller.ReadToAsync("no"), StringComparison.Ordinal);
        Assert.Equal(2, world.Pushed);
        await caller.SendAsync("POST /initialize HTTP/1.1\r\nHost: h\r\nx-fc-control-path: /initialize\r\nContent-Length: 0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 500 Hook\r\n", await caller.ReadToAsync("no"), StringComparison.Ordinal);
        Assert.Equal(["/pre-stop", "/initialize"], world.Engine.Heads.Select(head => head.Split(' ')[1]));
    }

    [Theory]
    [InlineData("POST /initialize", "/initialize", false)]
    [InlineData("POST /initialize", "/http-invoke", true)]
    [InlineData("GET /pre-stop", "/http-invoke", true)]
    [InlineData("POST /pre-stop", "/pre-stop", true)]
    [InlineData("GET /initialize", "/initialize", true)]
    public async Task A_hook_is_told_from_a_callers_request_for_its_path(string request, string control, bool isTheEngines)
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        await using var caller = await world.ConnectAsync();

        await caller.SendAsync($"{request} HTTP/1.1\r\nHost: h\r\nx-fc-control-path: {control}\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await caller.ReadToAsync("\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(isTheEngines ? 1 : 0, world.Engine.Heads.Count);
    }

    private static async Task<string> GetAsync(HiddenPaths hidden, string target)
    {
        await using var world = await ProxyWorld.StartAsync(Ok);
        world.Settings = world.Settings with { Hidden = hidden };
        await using var caller = await world.ConnectAsync();
        await caller.SendAsync($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");
        return await caller.ReadToAsync("ok");
    }
}
