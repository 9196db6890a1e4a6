using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Tests.Drift;

/// <summary>A field that was ours and is declared no more is cleared, once; what was never ours is never touched.</summary>
public sealed class RemovedFieldsTests
{
    private static readonly (Action<LlmFunctionSpec> Remove, string[] Paths)[] s_removals =
    [
        (s => s.Description = null, ["description"]),
        (s => s.TimeoutSeconds = null, ["timeoutSeconds"]),
        (s => s.InstanceConcurrency = null, ["instanceConcurrency"]),
        (s => s.Resources!.DiskMB = null, ["resources.diskMB"]),
        (s => (s.RoleArn, s.Observability) = (null, s.Observability), ["roleArn"]),
        (s => s.Network!.InternetAccess = null, ["network.internetAccess"]),
        (s => s.Network!.Vpc = null, ["network.vpc.vpcId", "network.vpc.securityGroupId", "network.vpc.vSwitchIds"]),
        (s => s.Logs!.InstanceMetrics = null, ["logs.instanceMetrics"]),
        (s => s.Logs = null, ["logs.project", "logs.logstore", "logs.requestMetrics", "logs.instanceMetrics"]),
        (s => s.Container!.Args = null, ["container.args"]),
        (s => s.Health = null, ["health.path", "health.initialDelaySeconds", "health.periodSeconds", "health.timeoutSeconds", "health.failureThreshold"]),
        (s => s.Health!.PeriodSeconds = null, ["health.periodSeconds"]),
        (s => s.Env!.RemoveAt(0), ["env[LEVEL]"]),
        (s => s.Env = null, ["env[HF_TOKEN]", "env[LEVEL]"]),
        (s => s.Model = null, ["model.oss[/mnt/model]"]),
        (s => s.Model!.MountPath = "/mnt/other", ["model.oss", "model.oss[/mnt/model]"]),
        (s => s.Hooks!.PreStopTimeoutSeconds = null, ["hooks.preStop.handler", "hooks.preStop.timeoutSeconds"]),
        (s => s.Tags = null, ["tags[team]"]),
        (s => s.Http = null, ["http"]),
        (s => s.Http!.PublicUrl = null, ["http.publicUrl"]),
        (s => s.Scaling!.Provisioned!.Schedules = null, ["scaling.provisioned.schedules"]),
        (s => s.Scaling!.Provisioned!.Tracking = null, ["scaling.provisioned.tracking"]),
        (s => s.Scaling!.Provisioned = null, ["scaling.provisioned.target", "scaling.provisioned.schedules", "scaling.provisioned.tracking"]),
        (s => s.Scaling!.OnDemand = null, ["scaling.onDemand.maxInstances"]),
    ];

    public static TheoryData<int> Removals => [.. Enumerable.Range(0, s_removals.Length)];

    [Theory]
    [MemberData(nameof(Removals))]
    public void What_was_ours_and_is_declared_no_more_is_cleared_and_stays_so(int which)
    {
        var (before, after) = (Compared.Full(), Without(s_removals[which].Remove));
        var settled = Compared.Settled(before);

        var changes = Compared.Between(after, settled, Compared.Names(before));
        var cleared = Compared.Applied(changes, settled);

        Assert.Equal(s_removals[which].Paths.Order(StringComparer.Ordinal), changes.Differences.Select(d => d.Path).Order(StringComparer.Ordinal));
        Assert.Empty(Compared.Between(after, cleared, Compared.Names(before)).Differences);
        Assert.Empty(Compared.Between(after, cleared, Compared.Names(after)).Differences);
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public void Without_a_memory_nothing_is_cleared(int which)
    {
        var (before, after) = (Compared.Full(), Without(s_removals[which].Remove));

        Assert.DoesNotContain(Compared.Between(after, Compared.Settled(before)).Differences, d => d.Path != "model.oss");
    }

    [Fact]
    public void The_forms_that_clear_are_the_services_own()
    {
        var before = Compared.Full();
        var after = Without(s => (s.Description, s.RoleArn, s.Network, s.Logs, s.Health, s.TimeoutSeconds, s.InstanceConcurrency, s.Resources!.DiskMB, s.Container!.Args, s.Container.Port) = (null, null, null, null, null, null, null, null, null, null));

        var change = Compared.Between(after, Compared.Settled(before), Compared.Names(before)).Function.Change!;

        Assert.Equal(("", "", true, 3, 1, 512), (change.Description, change.Role, change.InternetAccess, change.Timeout, change.InstanceConcurrency, change.DiskSize));
        Assert.Equal(("", "", 0), (change.VpcConfig!.VpcId, change.VpcConfig.SecurityGroupId, change.VpcConfig.VSwitchIds!.Count));
        Assert.Equal(("", "", false, false), (change.LogConfig!.Project, change.LogConfig.Logstore, change.LogConfig.EnableRequestMetrics, change.LogConfig.EnableInstanceMetrics));
        Assert.Equal(new() { HttpGetUrl = "", InitialDelaySeconds = 0, PeriodSeconds = 3, TimeoutSeconds = 1, FailureThreshold = 3, SuccessThreshold = 1 }, change.CustomContainerConfig!.HealthCheckConfig);
        Assert.Empty(change.CustomContainerConfig.Command!);
        Assert.Equal("example/vllm:1", change.CustomContainerConfig.Image);
    }

    [Fact]
    public void Requests_are_counted_in_the_logs_again_as_the_service_does_by_itself()
    {
        var full = Given.FullFunction();
        full.Spec.Logs!.RequestMetrics = false;
        var before = Compared.Desired(full, Given.Observer());
        full.Spec.Logs.RequestMetrics = null;

        var change = Compared.Between(Compared.Desired(full, Given.Observer()), Compared.Settled(before), Compared.Names(before)).Function.Change!;

        Assert.Equal(("p", true), (change.LogConfig!.Project, change.LogConfig.EnableRequestMetrics));
    }

    [Fact]
    public void Neighbours_entries_stay_where_ours_go()
    {
        var before = Compared.Full();
        var settled = Compared.Settled(before);
        settled = settled with
        {
            Function = settled.Function with
            {
                EnvironmentVariables = new Dictionary<string, string>(settled.Function.EnvironmentVariables!, StringComparer.Ordinal) { ["THEIRS"] = "1" },
                OssMountConfig = new() { MountPoints = [.. settled.Function.OssMountConfig!.MountPoints!, new() { MountDir = "/mnt/theirs" }] },
                Tags = [.. settled.Function.Tags!, new("theirs", "1")],
                LogConfig = settled.Function.LogConfig! with { EnableLlmMetrics = true },
            },
        };
        var after = Without(s => (s.Env, s.Model, s.Tags, s.Logs, s.Observability) = (null, null, null, null, null), observed: false);

        var left = Compared.Applied(Compared.Between(after, settled, Compared.Names(before)), settled).Function;

        Assert.Equal(["THEIRS"], left.EnvironmentVariables!.Keys);
        Assert.Equal(["/mnt/theirs"], left.OssMountConfig!.MountPoints!.Select(m => m.MountDir));
        Assert.Equal(["sonde.dev/owner", "sonde.dev/uid", "theirs"], left.Tags!.Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("", true), (left.LogConfig!.Project, left.LogConfig.EnableLlmMetrics));
    }

    [Fact]
    public void A_removed_variable_is_never_shown_since_it_may_have_been_a_secret()
    {
        var before = Compared.Full();

        var changes = Compared.Between(Without(s => s.Env = null), Compared.Settled(before), Compared.Names(before));

        Assert.All(changes.Differences, d => Assert.StartsWith("masked:", d.Actual, StringComparison.Ordinal));
        Assert.Equal("", changes.Differences[0].Declared);
    }

    [Fact]
    public void With_the_last_use_of_a_pipeline_its_variables_mount_and_hook_go_in_one_update()
    {
        var before = Compared.Full();

        var change = Compared.Between(Without(s => (s.Observability, s.Hooks) = (null, null), observed: false), Compared.Settled(before), Compared.Names(before)).Function.Change!;

        Assert.Equal(["HF_TOKEN", "LEVEL"], change.EnvironmentVariables!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["/mnt/model"], change.OssMountConfig!.MountPoints!.Select(m => m.MountDir));
        Assert.Equal(InstanceLifecycleConfig.Empty.ToString(), change.InstanceLifecycleConfig!.ToString());
    }

    private static DesiredFunction Without(Action<LlmFunctionSpec> remove, bool observed = true)
    {
        var function = Given.FullFunction();
        remove(function.Spec);
        // The mount needs a role; that it is gone is what the test is about.
        return observed && function.Spec.RoleArn is not null ? Compared.Desired(function, Given.Observer()) : WithoutRole(function, observed);
    }

    private static DesiredFunction WithoutRole(LlmFunction function, bool observed)
    {
        if (!observed)
            return Compared.Desired(function);

        function.Spec.RoleArn = "any";
        var desired = Compared.Desired(function, Given.Observer());
        return desired with { Config = desired.Config with { Role = null } };
    }
}
