using CsCheck;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;

namespace Sonde.Operator.Tests.Drift;

/// <summary>A plan that was carried out leaves nothing to plan, whatever was there.</summary>
public sealed class DriftProperties
{
    private static readonly string[] s_words = ["", "a", "b"];
    private static readonly Gen<string> s_word = Gen.OneOf(s_words);
    private static readonly Gen<int?> s_number = Gen.OneOf<int?>(null, 1, 2);
    private static readonly Gen<bool?> s_switch = Gen.OneOf<bool?>(null, true, false);
    private static readonly Gen<AgentStart?> s_start = Gen.OneOf<AgentStart?>(null, AgentStart.Initializer, AgentStart.Entrypoint, AgentStart.Proxy);
    private static readonly Gen<List<string>?> s_list = s_word.List[0, 3].Select(w => w.Count == 3 ? null : w);

    private static readonly Gen<LlmFunction> s_declared = Gen.Select(s_word, s_number, s_switch, s_list, Gen.Int[0, 255], s_start, (word, number, flag, list, parts, start) => Given.Function(s =>
    {
        bool Has(int part) => (parts & (1 << part)) != 0;
        s.Description = Has(0) ? word : null;
        s.TimeoutSeconds = number;
        s.Container!.Command = list;
        s.Container.Args = Has(1) ? ["--x", word] : null;
        s.Network = Has(2) ? new() { InternetAccess = flag, Vpc = Has(3) ? new() { VpcId = word, VSwitchIds = ["v1", "v2"], SecurityGroupId = "s" } : null } : null;
        s.Logs = Has(3) ? new() { Project = "p", Logstore = "l", RequestMetrics = flag } : null;
        s.Health = Has(4) ? new() { Path = "/" + word, PeriodSeconds = number } : null;
        s.Env = Has(5) ? [new() { Name = "A", Value = word }, new() { Name = "B", Value = "b" }] : null;
        s.Hooks = Has(6) ? new() { InitializerCommand = list, PreStopTimeoutSeconds = number } : null;
        s.Http = Has(7) ? new() { Auth = HttpAuth.Signed, PublicUrl = flag } : null;
        s.Scaling = Has(0) ? new() { Provisioned = new() { Target = number ?? 0, AlwaysAllocateCPU = flag }, OnDemand = new() { MaxInstances = number } } : null;
        s.Observability = Has(1) ? new() { PipelineRef = new() { Name = "engines" }, Start = start } : null;
        if (s.Observability is not null && start is AgentStart.Entrypoint or AgentStart.Proxy)
            (s.Container.Command, s.Health) = ([.. list ?? [], "vllm"], new() { Path = "/health" });
    }));

    /// <summary>What the cloud holds: of somebody's, or what another spec of the same function made of it.</summary>
    private static readonly Gen<FunctionObservation> s_observed = Gen.OneOf(Gen.Select(s_declared, function => Compared.Settled(DesiredOf(function))), Gen.Select(s_word, s_number, s_switch, s_list, Gen.Int[0, 255], (word, number, flag, list, parts) =>
    {
        bool Has(int part) => (parts & (1 << part)) != 0;
        var function = new Function
        {
            FunctionName = "llm-chat",
            Description = word,
            Timeout = number,
            Cpu = number,
            InternetAccess = flag,
            GpuConfig = Has(0) ? new() { GpuType = word, GpuMemorySize = number } : null,
            VpcConfig = Has(1) ? new() { VpcId = word, VSwitchIds = list } : null,
            LogConfig = Has(2) ? new() { Project = word, EnableLlmMetrics = flag } : null,
            CustomContainerConfig = Has(3) ? new() { Image = word, Command = list, Port = number, HealthCheckConfig = Has(4) ? new() { PeriodSeconds = number } : null } : null,
            EnvironmentVariables = Has(5) ? new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = word, ["C"] = "c" } : null,
            OssMountConfig = Has(6) ? new() { MountPoints = [new() { MountDir = "/mnt/sonde", BucketName = word }, new() { MountDir = "/mnt/theirs" }] } : null,
            InstanceLifecycleConfig = Has(7) ? new() { Initializer = new() { Command = list, Timeout = number } } : null,
            Tags = Has(0) ? [new("sonde.dev/owner", word)] : null,
        };
        return new FunctionObservation(
            function,
            Has(1) ? new() { TriggerName = "http", TriggerConfig = $$"""{"authType":"{{word}}","other":1}""" } : null,
            Has(2) ? new() { DefaultTarget = number, AlwaysAllocateCpu = flag } : null,
            Has(3) ? new(number) : null);
    }));

    [Fact]
    public void A_plan_that_was_carried_out_leaves_nothing_to_plan() => Gen.Select(s_declared, s_observed).Sample((function, observed) =>
    {
        var desired = DesiredOf(function);
        var changes = Compared.Between(desired, observed);
        var applied = Compared.Applied(changes, observed);

        Assert.Equal(changes.Differences.Count > 0, !changes.Function.IsEmpty || changes.Trigger is not null || changes.Provision is not null || changes.ReservedConcurrency is not null);
        Assert.Empty(Compared.Between(desired, applied).Differences);
        // One agent, or none.
        Assert.Equal(function.Spec.Observability is null ? 0 : 1, Agents(applied.Function));
        // Neighbours survive.
        Assert.Equal(observed.Function.EnvironmentVariables?.ContainsKey("C") ?? false, applied.Function.EnvironmentVariables?.ContainsKey("C") ?? false);
        Assert.Equal(HasTheirMount(observed.Function), HasTheirMount(applied.Function));
    }, iter: 2000);

    private static DesiredFunction DesiredOf(LlmFunction function) => Compared.Desired(function, function.Spec.Observability is null ? null : Given.Observer());

    private static bool HasTheirMount(Function function) => function.OssMountConfig?.MountPoints?.Any(m => m.MountDir == "/mnt/theirs") ?? false;

    private static int Agents(Function function) => new[] { function.CustomContainerConfig?.Entrypoint, function.InstanceLifecycleConfig?.Initializer?.Command }
        .Count(command => command?.Any(word => word.Contains("sonde-agent run", StringComparison.Ordinal)) == true);
}
