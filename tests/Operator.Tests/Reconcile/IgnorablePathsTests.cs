using Sonde.Operator.Api;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;
using Sonde.Operator.Reconcile;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class IgnorablePathsTests
{
    [Theory]
    [InlineData("scaling.provisioned.targets", "scaling.provisioned has alwaysAllocateCPU, alwaysAllocateGPU, schedules, target, tracking")]
    [InlineData("model.oss.bucket", "model.oss is, as a whole")]
    [InlineData("env[A].secret", "one entry is env[NAME]")]
    [InlineData("contaner.image", "there are container, description")]
    [InlineData("observability", "there are container, description")]
    public void A_path_that_names_nothing_is_refused_with_what_there_is(string path, string advice) =>
        Assert.Contains(advice, Refusal(path), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "hooks")]
    [InlineData(null, "hooks.initializerTimeoutSeconds")]
    [InlineData(AgentStart.Entrypoint, "container.command")]
    [InlineData(AgentStart.Proxy, "container")]
    [InlineData(AgentStart.Proxy, "container.args")]
    [InlineData(AgentStart.Proxy, "container.port")]
    [InlineData(AgentStart.Proxy, "hooks.preStopTimeoutSeconds")]
    public void A_field_that_has_the_agent_in_it_cannot_be_somebody_elses(AgentStart? start, string path) =>
        Assert.Contains("has the agent in it", Refusal(path, s => s.Observability!.Start = start), StringComparison.Ordinal);

    [Fact]
    public void Behind_a_proxy_the_arguments_of_an_engine_that_is_not_moved_may_be_somebody_elses()
    {
        var function = Given.FullFunction();
        function.Spec.Observability!.Start = AgentStart.Proxy;
        function.Spec.Observability.Proxy = new() { EnginePort = 8001 };
        function.Spec.Management = new() { Drift = new() { Ignore = ["container.args"] } };

        Assert.True(IgnorablePaths.Of(function).Covers("container.args"));
    }

    [Theory]
    [InlineData("timeoutSeconds", "timeoutSeconds", true)]
    [InlineData("timeoutSeconds", "timeoutSecondsMore", false)]
    [InlineData("resources", "resources.gpu.type", true)]
    [InlineData("resources.gpu.type", "resources.gpu", false)]
    [InlineData("env", "env[A].value", true)]
    [InlineData("env[A]", "env[A].valueFrom", true)]
    [InlineData("env[A]", "env[AB].value", false)]
    [InlineData("tags[team]", "tags[team]", true)]
    [InlineData("container.command", "container.command", true)]
    [InlineData("scaling.onDemand.enabled", "scaling.onDemand.maxInstances", true)]
    [InlineData("http", "http.auth", true)]
    public void A_path_covers_itself_and_what_is_below(string ignored, string path, bool covered) =>
        Assert.Equal(covered, IgnorablePaths.Of(Given.Function(s => s.Management = new() { Drift = new() { Ignore = [ignored] } })).Covers(path));

    private static string Refusal(string path, Action<LlmFunctionSpec>? but = null)
    {
        var function = Given.FullFunction();
        function.Spec.Management = new() { Drift = new() { Ignore = ["timeoutSeconds", path] } };
        but?.Invoke(function.Spec);
        var stalled = Assert.IsType<Outcome.Stalled>(Assert.Throws<ReconcileStopped>(() => IgnorablePaths.Of(function)).Outcome);

        Assert.Equal(Reasons.InvalidSpec, stalled.Reason);
        Assert.StartsWith("spec.management.drift.ignore: ", stalled.Message, StringComparison.Ordinal);
        return stalled.Message;
    }
}
