using System.Net;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Config;

public sealed class ProxySectionTests
{
    [Fact]
    public void Without_the_key_there_is_no_proxy() => Assert.Null(Read("sonde: {shutdown_timeout: 2s}").Proxy);

    [Fact]
    public void An_empty_key_is_a_proxy_with_all_defaults()
    {
        Assert.Equal(new ProxyOptions(), Read("sonde: {proxy: }").Proxy);
        Assert.Equal(new IPEndPoint(IPAddress.Any, 9000), new ProxyOptions().Listen);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 19000), new ProxyOptions().Engine);
    }

    [Fact]
    public void Every_setting_is_read_and_what_is_written_reads_the_same()
    {
        var extras = Read("""
            sonde:
              shutdown_timeout: 2s
              proxy:
                listen: 0.0.0.0:8000
                engine: localhost:8001
                push_within: 0s
                hide_paths: [/metrics, /v1/metrics]
                pre_stop: {timeout: 1500ms, forward: true}
                initialize: {forward: true}
            """);

        Assert.Equal(new ProxyOptions
        {
            Listen = new IPEndPoint(IPAddress.Any, 8000),
            Engine = new IPEndPoint(IPAddress.Loopback, 8001),
            PushWithin = TimeSpan.Zero,
            HidePaths = ["/metrics", "/v1/metrics"],
            PreStop = new PreStopOptions { Timeout = TimeSpan.FromMilliseconds(1500), Forward = true },
            ForwardInitialize = true,
        }, extras.Proxy);
        Assert.Equal(extras, Read(OtelConfigText.WriteExtras(extras)));
        Assert.Equal(new AgentExtras { Proxy = new ProxyOptions() }, Read(OtelConfigText.WriteExtras(new AgentExtras { Proxy = new ProxyOptions() })));
    }

    [Fact]
    public void An_empty_list_hides_nothing() => Assert.Empty(Assert.NotNull(Read("sonde: {proxy: {hide_paths: []}}").Proxy?.HidePaths));

    [Theory]
    [InlineData("{port: 1}", "b.yaml:1:17 sonde.proxy.port: is not known here; allowed: listen, engine, push_within, hide_paths, pre_stop, initialize.")]
    [InlineData("{listen: 9000}", "sonde.proxy.listen: is \"9000\"; expected an IP address and a port, such as 0.0.0.0:9000")]
    [InlineData("{listen: '0.0.0.0'}", "sonde.proxy.listen: is \"0.0.0.0\"; expected")]
    [InlineData("{engine: 'engine:80'}", "sonde.proxy.engine: is \"engine:80\"; expected")]
    [InlineData("{engine: '127.0.0.1:9000'}", "b.yaml:1:17 sonde.proxy.engine: has port 9000, which the agent listens on")]
    [InlineData("{push_within: 200}", "sonde.proxy.push_within: is \"200\"; expected a duration")]
    [InlineData("{push_within: 1m}", "sonde.proxy.push_within: is \"1m\"; expected at most 10s")]
    [InlineData("{hide_paths: [metrics]}", "sonde.proxy.hide_paths[0]: is \"metrics\"; expected a path such as /metrics.")]
    [InlineData("{hide_paths: [/]}", "sonde.proxy.hide_paths[0]: is \"/\"; expected a path")]
    [InlineData("{pre_stop: {after: 1s}}", "sonde.proxy.pre_stop.after: is not known here; allowed: timeout, forward.")]
    [InlineData("{initialize: true}", "sonde.proxy.initialize: is \"true\"; expected a map.")]
    public void A_fault_is_told_with_its_place(string proxy, string expected)
    {
        var reading = Reading($"sonde: {{proxy: {proxy}}}");

        Assert.Null(reading.Config);
        Assert.Contains(reading.Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    private static AgentExtras Read(string second) => ConfigFiles.Good(Reading(second)).Extras;

    private static ConfigReading Reading(string second) =>
        AgentConfigReader.Read([ConfigFiles.Text(CollectorText.Good), ConfigFiles.Text(second, "b.yaml")], ConfigFiles.Environment());
}
