using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Tests.Desired;

/// <summary>What cannot be done is refused by the field's name and with what to do instead.</summary>
public sealed class RefusalTests
{
    public static TheoryData<Action<LlmFunctionSpec>, string, string> Functions() => new()
    {
        { s => s.Container = null, "spec.container", "declare spec.container" },
        { s => s.Model = new() { Nas = new() }, "spec.model.nas", "use spec.model.oss" },
        { s => s.Container!.ResolveTag = true, "spec.container.resolveTag", "by its digest" },
        { s => s.Management = new() { ReplacePolicy = ReplacePolicy.Recreate }, "spec.management.replacePolicy", "remove it" },
        { s => Observe(s).Injection = AgentInjection.InImage, "spec.observability.injection", "use OssMount" },
        { s => Observe(s).AgentPort = 9808, "spec.observability.agentPort", "remove it" },
        { s => { Observe(s); s.Resources!.Gpu = null; }, "spec.resources.gpu", "use start Entrypoint" },
        { s => { Observe(s); s.RoleArn = null; }, "spec.roleArn", "needs" },
    };

    public static TheoryData<Action<MetricsPipelineSpec>, string, string> Pipelines() => new()
    {
        { s => s.Collector = CollectorKind.OpenTelemetryCollector, "spec.collector", "leave it out" },
        { s => s.Agent = new() { Version = "9.9.9" }, "spec.agent.version 9.9.9", "1.2.3" },
        { s => s.Destinations[0].CredentialsDelivery = CredentialsDelivery.File, ".credentialsDelivery File", "use Environment" },
        { s => s.Flush = new() { OnPreStop = false }, "spec.flush.onPreStop", "remove it" },
        { s => s.Management = new() { Drift = new() { Ignore = ["targets"] } }, "spec.management.drift.ignore", "leave the fields out" },
        { s => s.Management = new() { Policy = ManagementPolicy.Observe }, "spec.management.policy Observe", "use Manage" },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_is_refused_with_field_and_advice(Action<LlmFunctionSpec> but, string field, string advice) =>
        Refused(() => Unsupported.Refuse(Given.Function(but)), field, advice);

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void A_pipeline_is_refused_with_field_and_advice(Action<MetricsPipelineSpec> but, string field, string advice) =>
        Refused(() => Unsupported.Refuse(Given.Pipeline(but), "1.2.3"), field, advice);

    [Fact]
    public void An_instance_is_refused_with_field_and_advice() =>
        Refused(() => Unsupported.Refuse(Given.Instance(s => s.Management = new() { Drift = new() { Ignore = ["managed.billing"] } })), "spec.management.drift.ignore", "leave the fields out");

    [Fact]
    public void Everything_that_is_supported_passes()
    {
        Unsupported.Refuse(Given.FullFunction());
        Unsupported.Refuse(Given.Function(s => (Observe(s).Start, s.Resources!.Gpu) = (AgentStart.Entrypoint, null)));
        Unsupported.Refuse(Given.Function(s => (Observe(s).Start, s.Resources!.Gpu) = (AgentStart.Proxy, null)));
        Unsupported.Refuse(Given.Pipeline(s => (s.Agent, s.Flush, s.Destinations[0].Protocol) = (new() { Version = "1.2.3" }, new() { OnPreStop = true, InsideRequest = true }, RemoteWriteProtocol.V2)), "1.2.3");
    }

    [Theory]
    [InlineData("a-name-that-goes-on-and-on-until-it-is-longer-than-the-service-takes", "more than 64 characters")]
    [InlineData("a.b", "holds other than letters")]
    public void A_name_that_the_service_would_refuse_is_refused_before(string name, string why) =>
        Refused(() => FunctionIdentity.Of(Given.Function(name: name), Given.Access()), "set spec.functionName", why);

    [Theory]
    [InlineData(null, "llm-chat")]
    [InlineData("qwen", "qwen")]
    public void A_function_is_named_by_its_spec_or_by_namespace_and_name(string? declared, string name) =>
        Assert.Equal(new(name, "cn-hangzhou", Given.AccountId), FunctionIdentity.Of(Given.Function(s => s.FunctionName = declared), Given.Access()));

    [Theory]
    [InlineData("/mnt/sonde")]
    [InlineData("/mnt/sonde/")]
    public void Model_and_artifacts_cannot_share_a_directory(string mountPath)
    {
        var function = Given.Function(s => s.Model = new() { MountPath = mountPath, Oss = new() { Bucket = "b", Path = "/m" } });

        Refused(() => new DesiredFunctions(Given.Secrets()).For(function, Given.Access(), Given.Observer()), "spec.model.mountPath", "choose another one");
    }

    private static ObservabilitySpec Observe(LlmFunctionSpec spec) => spec.Observability = new() { PipelineRef = new() { Name = "engines" } };

    private static void Refused(Action attempt, params string[] words)
    {
        var stalled = Assert.IsType<Outcome.Stalled>(Assert.Throws<ReconcileStopped>(attempt).Outcome);

        Assert.Equal((Reasons.InvalidSpec, null), (stalled.Reason, stalled.NextLook));
        Assert.All(words, word => Assert.Contains(word, stalled.Message, StringComparison.Ordinal));
    }
}
