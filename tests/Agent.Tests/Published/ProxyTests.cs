using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sonde.Agent.Tests.Proxy;
using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published;

/// <summary>Start mode Proxy with the published file. The engine that is started is a shell; its port is served by the test.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed partial class ProxyTests() : PublishedTests(patienceSeconds: 30)
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task Without_a_good_config_requests_are_passed_on_all_the_same()
    {
        await using RawEngine engine = new((connection, _) => connection.SendAsync(Ok));
        await using var agent = await PublishedAgent.StartParentAsync($"run --config /does/not/exist.yaml --proxy 127.0.0.1:0={engine.Address}", "/bin/sh", "-c", "read line");

        Assert.Equal("ok", await GetAsync(await AddressAsync(agent), "/"));
    }

    [Fact]
    public async Task The_port_opens_when_the_engine_has_opened_its_own()
    {
        using var engine = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        engine.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("1h")} --proxy 127.0.0.1:0={engine.LocalEndPoint}", "/bin/sh", "-c", "read line");
        await UntilAsync("a scrape, long after the proxy could have begun", () => Values("engine_up").Count > 0);
        Assert.DoesNotContain(agent.Lines, line => ListensLine().IsMatch(line.Text));

        engine.Listen();

        _ = await AddressAsync(agent);
    }

    [Fact]
    public async Task Case_20_a_port_that_is_taken_is_told_and_the_engine_goes_on()
    {
        await using RawEngine other = new((connection, _) => connection.SendAsync(Ok));
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("1h")} --proxy {other.Address}=127.0.0.1:{Page.Port}", "/bin/sh", "-c", "read line; exit 3");
        await agent.WaitForLineAsync("the fault", line => line.Contains($"proxy: cannot listen on {other.Address}", StringComparison.Ordinal), Patience, Cancellation);
        await UntilAsync("samples", () => Values("engine_up").Count > 0);

        agent.CloseInput();

        Assert.Equal(3, await agent.WaitForExitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task An_address_that_is_not_of_this_machine_is_told_and_the_engine_goes_on()
    {
        await using RawEngine engine = new((connection, _) => connection.SendAsync(Ok));
        await using var agent = await PublishedAgent.StartParentAsync($"run --config /does/not/exist.yaml --proxy 192.0.2.1:9000={engine.Address}", "/bin/sh", "-c", "read line; exit 3");
        await agent.WaitForLineAsync("the fault", line => line.Contains("proxy: cannot listen on 192.0.2.1:9000", StringComparison.Ordinal), Patience, Cancellation);

        agent.CloseInput();

        Assert.Equal(3, await agent.WaitForExitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task The_config_alone_makes_a_proxy_that_hides_the_engines_metrics_and_pushes_inside_requests()
    {
        // An hour between scrapes: what comes after the first comes because of requests.
        var extras = Folder.Write("extras.yaml", $"sonde: {{proxy: {{listen: '127.0.0.1:0', engine: '127.0.0.1:{Page.Port}', push_within: 5s}}}}");
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig("1h")} --config {extras}");
        var address = await AddressAsync(agent);
        await UntilAsync("the first scrape", () => Values("engine_scrapes_total").Contains(1));

        using var client = new HttpClient();
        using var hidden = await client.GetAsync(new Uri($"http://{address}/metrics"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{address}/anything"));
        request.Headers.Add("x-fc-access-key-id", "hush-id");
        request.Headers.Add("x-fc-access-key-secret", "hush-key");
        request.Headers.Add("x-fc-security-token", "hush-token");
        using var answer = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        _ = await answer.Content.ReadAsStringAsync(Cancellation);

        // The page counts its readers, and the request was one: the scrape at its end is the third.
        Assert.Equal([1, 3], Values("engine_scrapes_total"));
        Assert.DoesNotContain("hush", agent.Error, StringComparison.Ordinal);
        agent.Send(UnixSignal.Terminate);
        Assert.Equal(0, await agent.WaitForExitAsync(Patience, Cancellation));
        Assert.Equal(1, Values("sonde_proxy_hidden_total")[^1]);
        Assert.DoesNotContain(Sink.Accepted, series => series.ToString().Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_after_a_freeze_is_scraped_and_pushed_at_once()
    {
        await using RawEngine engine = new((connection, _) => connection.SendAsync(Ok));
        var extras = Folder.Write("extras.yaml", $"sonde: {{proxy: {{listen: '127.0.0.1:0', engine: '{engine.Address}', push_within: 0s}}}}");
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig("5s")} --config {extras}");
        var address = await AddressAsync(agent);
        await UntilAsync("the first scrape", () => Values("engine_scrapes_total").Contains(1));

        agent.Send(UnixSignal.Stop);
        await Task.Delay(TimeSpan.FromSeconds(6.5), TimeProvider.System, Cancellation);
        var before = Page.Scrapes;
        var asked = GetAsync(address, "/");
        agent.Send(UnixSignal.Continue);
        var begun = TimeProvider.System.GetTimestamp();
        Assert.Equal("ok", await asked);
        await UntilAsync("the scrape after the freeze", () => Values("engine_scrapes_total").Contains(before + 1));

        Assert.InRange(TimeProvider.System.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task A_gigabyte_each_way_passes_in_constant_memory()
    {
        const long Size = 1L << 30;
        await using var engine = await LargeEngine.StartAsync(Size, Cancellation);
        await using var agent = await PublishedAgent.StartParentAsync($"run --config /does/not/exist.yaml --proxy 127.0.0.1:0=127.0.0.1:{engine.Port}", "/bin/sh", "-c", "read line");
        var address = await AddressAsync(agent);
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };

        using var content = new StreamContent(new ZeroStream(Size));
        content.Headers.ContentLength = Size;
        using var taken = await client.PostAsync(new Uri($"http://{address}/upload"), content, Cancellation);
        using var given = await client.GetAsync(new Uri($"http://{address}/download"), HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal($"{Size}", await taken.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(Size, given.Content.Headers.ContentLength);
        Assert.Equal(Size, await ZeroStream.CountAsync(await given.Content.ReadAsStreamAsync(Cancellation), Cancellation));
        Assert.InRange(ProcessMemory.Peak(agent.Id), 1, 80);
    }

    [Fact]
    public async Task Case_42_without_a_proxy_the_agent_stays_small()
    {
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("200ms")}", "/bin/sh", "-c", "read line");
        await UntilAsync("ten scrapes", () => Values("engine_scrapes_total").Count >= 10);

        TestContext.Current.TestOutputHelper?.WriteLine($"peak {ProcessMemory.Peak(agent.Id)} MB");
        Assert.InRange(ProcessMemory.Peak(agent.Id), 1, 24);
    }

    private async Task<IPEndPoint> AddressAsync(ChildProcess agent)
    {
        var line = await agent.WaitForLineAsync("the proxy", static line => ListensLine().IsMatch(line), Patience, Cancellation);
        return IPEndPoint.Parse(ListensLine().Match(line).Groups["address"].Value);
    }

    private static async Task<string> GetAsync(IPEndPoint address, string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"http://{address}{path}"), Cancellation);
    }

    [GeneratedRegex("proxy: http://(?<address>[0-9.:]+) leads to", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListensLine();
}
