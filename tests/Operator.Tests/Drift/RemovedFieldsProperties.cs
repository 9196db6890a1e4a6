using CsCheck;
using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;

namespace Sonde.Operator.Tests.Drift;

/// <summary>Random fields are declared over somebody's function, then a random part of them is removed: exactly those are cleared, and then there is nothing to do.</summary>
public sealed class RemovedFieldsProperties
{
    private static readonly Action<LlmFunctionSpec>[] s_removals =
    [
        s => s.Description = null,
        s => s.TimeoutSeconds = null,
        s => s.InstanceConcurrency = null,
        s => s.Resources!.DiskMB = null,
        s => s.Resources!.CpuMilli = null,
        s => s.Network!.InternetAccess = null,
        s => s.Network!.Vpc = null,
        s => s.Logs = null,
        s => s.Container!.Args = null,
        s => s.Container!.Port = null,
        s => s.Health = null,
        s => (s.Health ??= new()).PeriodSeconds = null,
        s => s.Env!.RemoveAll(e => e.Name == "LEVEL"),
        s => s.Env!.RemoveAll(e => e.Name == "HF_TOKEN"),
        s => s.Model = null,
        s => s.Hooks!.InitializerCommand = null,
        s => s.Hooks!.PreStopTimeoutSeconds = null,
        s => s.Tags = null,
        s => s.Http = null,
        s => (s.Http ??= new()).PublicUrl = null,
        s => s.Scaling!.Provisioned = null,
        s => (s.Scaling!.Provisioned ??= new()).Schedules = null,
        s => s.Scaling!.OnDemand = null,
        s => s.Observability = null,
    ];

    private static readonly FunctionObservation s_theirs = new(
        new()
        {
            FunctionName = "llm-chat",
            Description = "theirs",
            Timeout = 77,
            InstanceConcurrency = 7,
            DiskSize = 10240,
            InternetAccess = false,
            VpcConfig = new() { VpcId = "vpc-theirs", VSwitchIds = ["vsw-theirs"], SecurityGroupId = "sg-theirs" },
            LogConfig = new() { Project = "theirs", Logstore = "theirs", EnableInstanceMetrics = true, EnableLlmMetrics = true },
            CustomContainerConfig = new() { Command = ["--theirs"], Port = 8080, HealthCheckConfig = new() { HttpGetUrl = "/theirs", PeriodSeconds = 7 } },
            EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["THEIRS"] = "1", ["LEVEL"] = "theirs" },
            OssMountConfig = new() { MountPoints = [new() { MountDir = "/mnt/theirs" }] },
            InstanceLifecycleConfig = new() { Initializer = new() { Command = ["theirs"], Timeout = 7 }, PreStop = new() { Handler = "theirs", Timeout = 7 } },
            Tags = [new("theirs", "1"), new("team", "theirs")],
        },
        new() { TriggerName = "http", TriggerConfig = """{"authType":"anonymous","methods":["GET"],"disableURLInternet":true,"theirs":1}""" },
        new() { DefaultTarget = 7, AlwaysAllocateCpu = true, AlwaysAllocateGpu = true, ScheduledActions = [new() { Name = "theirs", Target = 7 }] },
        new(7));

    private static readonly Gen<uint> s_parts = Gen.UInt[0, (1u << s_removals.Length) - 1];

    [Fact]
    public void Exactly_what_is_removed_is_cleared_and_then_there_is_nothing_to_do() => Gen.Select(s_parts, s_parts).Sample((never, removed) =>
    {
        var (first, second) = (Desired(never), Desired(never | removed));
        var owned = Compared.Names(first);
        var settled = Compared.Applied(Compared.Between(first, s_theirs), s_theirs);

        var changes = Compared.Between(second, settled, owned);
        var cleared = Compared.Applied(changes, settled);

        var (before, after) = (Values(settled), Values(cleared));
        var gone = owned.Except(Compared.Names(second)).ToHashSet(StringComparer.Ordinal);
        Assert.All(before.Keys.Union(after.Keys).Where(name => !gone.Contains(name) && !IsReplaced(name, first, second)), name => Assert.Equal(before.GetValueOrDefault(name), after.GetValueOrDefault(name)));
        Assert.All(gone.Where(name => before.ContainsKey(name) && name is not "resources.cpuMilli"), name => Assert.NotEqual(before[name], after.GetValueOrDefault(name)));
        Assert.Equal("1", cleared.Function.EnvironmentVariables!["THEIRS"]);
        Assert.Contains(cleared.Function.OssMountConfig!.MountPoints!, m => m.MountDir == "/mnt/theirs");
        Assert.Contains(cleared.Function.Tags!, t => t.Key == "theirs");
        Assert.Empty(Compared.Between(second, cleared, owned).Differences);
        Assert.Empty(Compared.Between(second, cleared, Compared.Names(second)).Differences);
        if ((never | removed) == never)
            Assert.Empty(changes.Differences);
    }, iter: 2000);

    /// <summary>Declared before and after, with another value: the agent goes out of a hook or a command that is the user's too.</summary>
    private static bool IsReplaced(string name, DesiredFunction first, DesiredFunction second)
    {
        var (before, after) = (AppliedFields.Declared(first, Compared.Masked), AppliedFields.Declared(second, Compared.Masked));
        return name.Contains(".initializer", StringComparison.Ordinal) || (after.TryGetValue(name, out var value) && before.GetValueOrDefault(name) != value);
    }

    private static DesiredFunction Desired(uint removed)
    {
        var function = Given.FullFunction();
        // Other than the service's own, so that cleared can be told from kept.
        (function.Spec.Container!.Port, function.Spec.Health!.SuccessThreshold) = (9100, 2);
        (function.Spec.Scaling!.Provisioned!.AlwaysAllocateCPU, function.Spec.Scaling.Provisioned.AlwaysAllocateGPU) = (false, false);
        for (var i = 0; i < s_removals.Length; i++)
        {
            if ((removed & (1u << i)) != 0)
                s_removals[i](function.Spec);
        }

        return Compared.Desired(function, function.Spec.Observability is null ? null : Given.Observer());
    }

    /// <summary>Everything that can be owned, as it is; what the service has by itself counts as nothing.</summary>
    private static Dictionary<string, string> Values(FunctionObservation observed)
    {
        var function = observed.Function;
        var names = Compared.Names(Compared.Full())
            .Union(function.EnvironmentVariables!.Keys.Where(k => !k.StartsWith("SONDE_", StringComparison.Ordinal)).Select(k => $"env[{k}]"))
            .Union(function.Tags!.Select(t => $"tags[{t.Key}]"))
            .Append("hooks.initializer");
        return names.Select(name => (name, Value: AppliedFields.Actual(name, observed, Compared.Masked))).Where(v => v.Value is { Length: > 0 })
            .ToDictionary(v => v.name, v => v.Value!, StringComparer.Ordinal);
    }
}
