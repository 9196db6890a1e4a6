using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Passes;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Desired;

/// <summary>What is published for the agents, file by file. <c>UPDATE_GOLDEN=1</c> writes them.</summary>
public sealed class PipelineConfigsTests
{
    private static readonly Dictionary<string, (MetricsPipeline Pipeline, LlmFunction Function, PipelineDestination[] To)> s_cases = new(StringComparer.Ordinal)
    {
        ["vllm"] = (Given.Pipeline(), Given.Function(), [Arms()]),
        ["sglang"] = (Given.Pipeline(), Given.Function(s => s.Engine = Engine.SGLang), [Arms()]),
        ["custom-target"] = (
            Given.Pipeline(s => s.Targets.Add(new() { Name = "app", Engine = Engine.Custom, Port = 9464, Path = "/app/metrics", Interval = "5s", Labels = new(StringComparer.Ordinal) { ["role"] = "gateway" } })),
            Given.Function(),
            [Arms()]),
        ["keep-drop"] = (Given.Pipeline(s => (s.Targets[0].Keep, s.Targets[0].Drop) = (["vllm:.*", "process_.*"], [".*_created"])), Given.Function(), [Arms()]),
        ["several-destinations"] = (
            Given.Pipeline(s =>
            {
                s.ExternalLabels = new(StringComparer.Ordinal) { ["env"] = "prod", ["cluster"] = "fc-hz" };
                s.Buffer = new() { MaxBytes = 16777216, MaxAge = "15m" };
                s.Limits = new() { MaxSeries = 20000, MaxSamplesPerScrape = 10000, MaxLabelLength = 512 };
                s.Agent = new() { LogLevel = Operator.Api.AgentLogLevel.Debug };
            }),
            Given.Function(),
            [Arms(), Given.Destination("in-vpc"), Given.Destination("vm", new() { Name = "vm", BearerTokenKey = "token" }, d => (d.MaxSamplesPerSend, d.BatchDeadline, d.Timeout) = (500, "2s", "20s"))]),
        ["entrypoint"] = (Given.Pipeline(), Given.Function(s => s.Observability = Start(AgentStart.Entrypoint)), [Arms()]),
        ["proxy"] = (
            Given.Pipeline(s => s.Targets = [new() { Name = "engine", Port = 9000 }, new() { Name = "app", Engine = Engine.Custom, Port = 9464, Path = "/app/metrics" }]),
            Given.Function(s => s.Observability = Start(AgentStart.Proxy)),
            [Arms()]),
        ["proxy-settings"] = (
            Given.Pipeline(s => s.Flush = new() { InsideRequest = false }),
            Given.Function(s => (s.Observability, s.Hooks) = (Start(AgentStart.Proxy, new() { EnginePort = 8000, ExposeMetrics = true }), new() { PreStopTimeoutSeconds = 30 })),
            [Arms()]),
        ["proxy-triton"] = (Given.Pipeline(), Given.Function(s => (s.Engine, s.Observability) = (Engine.Triton, Start(AgentStart.Proxy))), [Arms()]),
        ["bearer"] = (Given.Pipeline(), Given.Function(), [Given.Destination("vm", new() { Name = "vm", BearerTokenKey = "token" })]),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_is_the_one_that_was_looked_at(string name)
    {
        var rendered = Render(name);
        var golden = RepositoryRoot.Combine("tests", "Operator.Tests", "Desired", "golden", $"{name}.yaml");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllBytes(golden, rendered.Content);

        Assert.Equal(File.ReadAllText(golden), Encoding.UTF8.GetString(rendered.Content));
        Assert.Equal(ConfigHash.Of(rendered.Content), rendered.Hash);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_agent_reads_it_without_a_fault_or_a_warning_and_says_who_it_is(string name)
    {
        var environment = ConfigEnvironment.Of(variable => variable == ConfigEnvironment.InstanceIdVariable ? "c-1" : $"value of {variable}");

        var reading = AgentConfigReader.Read(new ConfigSource(name, Render(name).Content), environment);

        Assert.Empty(reading.Faults);
        Assert.Empty(reading.Warnings);
        Assert.Equal(s_cases[name].To.Length, reading.Config!.RemoteWrites.Count);
        Assert.All(reading.Config.ScrapeJobs.SelectMany(j => j.Targets), target =>
        {
            var labels = target.Labels.ToDictionary(l => l.Name, l => l.Value, StringComparer.Ordinal);
            Assert.Equal(("c-1", "llm-chat", "cn-hangzhou", Given.AccountId), (labels["instance"], labels["function"], labels["region"], labels["account"]));
        });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_names_variables_and_holds_no_secret(string name) =>
        Assert.DoesNotContain("KNOWN", Encoding.UTF8.GetString(Render(name).Content), StringComparison.Ordinal);

    [Fact]
    public void A_start_without_proxy_changes_nothing_of_the_file() => Assert.Equal(Render("vllm").Content, Render("entrypoint").Content);

    [Fact]
    public void The_agent_reads_the_same_ports_that_it_is_started_with()
    {
        var proxy = AgentConfigReader.Read(new ConfigSource("proxy", Render("proxy").Content), ConfigEnvironment.Placeholders).Config!.Extras.Proxy!;

        Assert.Equal(ProxyPorts.Of(s_cases["proxy"].Function), new ProxyPorts(proxy.Listen.Port, proxy.Engine.Port));
        Assert.Equal((null, true, TimeSpan.FromMilliseconds(200)), (proxy.HidePaths, proxy.ForwardInitialize, proxy.PushWithin));
    }

    [Fact]
    public void A_target_of_another_engine_is_left_out()
    {
        var pipeline = Given.Pipeline(s => s.Targets = [new() { Name = "v", Engine = Engine.VLLM }, new() { Name = "s", Engine = Engine.SGLang }]);

        var text = Encoding.UTF8.GetString(PipelineConfigs.Render(pipeline, [Given.Function()], Given.Access(), [Arms()])[0].Content);

        Assert.Single(text.Split('\n'), line => line.Contains("job_name", StringComparison.Ordinal));
    }

    [Fact]
    public void A_function_that_no_target_fits_is_told_by_name()
    {
        var pipeline = Given.Pipeline(s => s.Targets = [new() { Name = "s", Engine = Engine.SGLang }]);

        var stopped = Assert.Throws<ReconcileStopped>(() => PipelineConfigs.Render(pipeline, [Given.Function()], Given.Access(), [Arms()]));

        Assert.Contains("function chat", stopped.Outcome.ToString(), StringComparison.Ordinal);
        Assert.Contains("no scrape job", stopped.Outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_are_rendered_in_the_order_of_their_names() =>
        Assert.Equal(["a", "b"], PipelineConfigs.Render(Given.Pipeline(), [Given.Function(name: "b"), Given.Function(name: "a")], Given.Access(), [Arms()]).Select(r => r.Function));

    private static RenderedConfig Render(string name)
    {
        var (pipeline, function, to) = s_cases[name];
        return PipelineConfigs.Render(pipeline, [function], Given.Access(), to).Single();
    }

    private static ObservabilitySpec Start(AgentStart start, ProxySpec? proxy = null) => new() { PipelineRef = new() { Name = "engines" }, Start = start, Proxy = proxy };

    private static PipelineDestination Arms() => Given.Destination(auth: new() { Name = "writer" });
}
