using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sonde.Agent.Tests.Proxy;
using Sonde.Testing;
using Sonde.Testing.Processes;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published;

/// <summary>Start mode Proxy with the published file. The engine that is started is a shell; its port is served by the test.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed partial class ProxyTests : IAsyncLifetime
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private RemoteWriteSink _sink = null!;
    private MetricsPage _page = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sink = await RemoteWriteSink.StartAsync(Cancellation);
        _page = await MetricsPage.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        await _page.DisposeAsync();
        _folder.Dispose();
    }

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
        await _sink.WaitForAsync("a scrape, long after the proxy could have begun", _ => Values("engine_up").Count > 0, s_patience, Cancellation);
        Assert.DoesNotContain(agent.Lines, line => ListensLine().IsMatch(line.Text));

        engine.Listen();

        _ = await AddressAsync(agent);
    }

    [Fact]
    public async Task Case_20_a_port_that_is_taken_is_told_and_the_engine_goes_on()
    {
        await using RawEngine other = new((connection, _) => connection.SendAsync(Ok));
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("1h")} --proxy {other.Address}=127.0.0.1:{_page.Port}", "/bin/sh", "-c", "read line; exit 3");
        await agent.WaitForLineAsync("the fault", line => line.Contains($"proxy: cannot listen on {other.Address}", StringComparison.Ordinal), s_patience, Cancellation);
        await _sink.WaitForAsync("samples", _ => Values("engine_up").Count > 0, s_patience, Cancellation);

        agent.CloseInput();

        Assert.Equal(3, await agent.WaitForExitAsync(s_patience, Cancellation));
    }

    [Fact]
    public async Task An_address_that_is_not_of_this_machine_is_told_and_the_engine_goes_on()
    {
        await using RawEngine engine = new((connection, _) => connection.SendAsync(Ok));
        await using var agent = await PublishedAgent.StartParentAsync($"run --config /does/not/exist.yaml --proxy 192.0.2.1:9000={engine.Address}", "/bin/sh", "-c", "read line; exit 3");
        await agent.WaitForLineAsync("the fault", line => line.Contains("proxy: cannot listen on 192.0.2.1:9000", StringComparison.Ordinal), s_patience, Cancellation);

        agent.CloseInput();

        Assert.Equal(3, await agent.WaitForExitAsync(s_patience, Cancellation));
    }

    [Fact]
    public async Task The_config_alone_makes_a_proxy_that_hides_the_engines_metrics_and_pushes_inside_requests()
    {
        // An hour between scrapes: what comes after the first comes because of requests.
        var extras = _folder.Write("extras.yaml", $"sonde: {{proxy: {{listen: '127.0.0.1:0', engine: '127.0.0.1:{_page.Port}', push_within: 5s}}}}");
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig("1h")} --config {extras}");
        var address = await AddressAsync(agent);
        await _sink.WaitForAsync("the first scrape", _ => Values("engine_scrapes_total").Contains(1), s_patience, Cancellation);

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
        Assert.Equal(0, await agent.WaitForExitAsync(s_patience, Cancellation));
        Assert.Equal(1, Values("sonde_proxy_hidden_total")[^1]);
        Assert.DoesNotContain(_sink.Accepted, series => series.ToString().Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_after_a_freeze_is_scraped_and_pushed_at_once()
    {
        await using RawEngine engine = new((connection, _) => connection.SendAsync(Ok));
        var extras = _folder.Write("extras.yaml", $"sonde: {{proxy: {{listen: '127.0.0.1:0', engine: '{engine.Address}', push_within: 0s}}}}");
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig("5s")} --config {extras}");
        var address = await AddressAsync(agent);
        await _sink.WaitForAsync("the first scrape", _ => Values("engine_scrapes_total").Contains(1), s_patience, Cancellation);

        agent.Send(UnixSignal.Stop);
        await Task.Delay(TimeSpan.FromSeconds(6.5), TimeProvider.System, Cancellation);
        var before = _page.Scrapes;
        var asked = GetAsync(address, "/");
        agent.Send(UnixSignal.Continue);
        var begun = TimeProvider.System.GetTimestamp();
        Assert.Equal("ok", await asked);
        await _sink.WaitForAsync("the scrape after the freeze", _ => Values("engine_scrapes_total").Contains(before + 1), s_patience, Cancellation);

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
        Assert.InRange(PeakMegabytes(agent.Id), 1, 80);
    }

    [Fact]
    public async Task Case_42_without_a_proxy_the_agent_stays_small()
    {
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("200ms")}", "/bin/sh", "-c", "read line");
        await _sink.WaitForAsync("ten scrapes", _ => Values("engine_scrapes_total").Count >= 10, s_patience, Cancellation);

        TestContext.Current.TestOutputHelper?.WriteLine($"peak {PeakMegabytes(agent.Id)} MB");
        Assert.InRange(PeakMegabytes(agent.Id), 1, 24);
    }

    private static async Task<IPEndPoint> AddressAsync(ChildProcess agent)
    {
        var line = await agent.WaitForLineAsync("the proxy", static line => ListensLine().IsMatch(line), s_patience, Cancellation);
        return IPEndPoint.Parse(ListensLine().Match(line).Groups["address"].Value);
    }

    private static async Task<string> GetAsync(IPEndPoint address, string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"http://{address}{path}"), Cancellation);
    }

    private static double PeakMegabytes(int process) => File.ReadLines($"/proc/{process}/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim('\t'), CultureInfo.InvariantCulture) / 1024).Single();

    private string WriteConfig(string interval) => _folder.Write("agent.yaml", $$"""
        scrape_configs: [{job_name: a, scrape_interval: {{interval}}, static_configs: [{targets: ["localhost:{{_page.Port}}"]}]}]
        remote_write: [{url: "{{_sink.Url}}/api/v1/write", queue_config: {batch_send_deadline: 100ms} }]
        """);

    private List<double> Values(string name) => [.. _sink.Accepted.Where(series => series.Name == name).SelectMany(series => series.Samples).Where(sample => !sample.IsStale).Select(sample => sample.Value)];

    [GeneratedRegex("proxy: http://(?<address>[0-9.:]+) leads to", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListensLine();
}
