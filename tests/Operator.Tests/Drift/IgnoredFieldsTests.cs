using Sonde.Operator.Drift;

namespace Sonde.Operator.Tests.Drift;

/// <summary>Fields on the list are neither told nor written, also where their object is written for another's sake.</summary>
public sealed class IgnoredFieldsTests
{
    [Fact]
    public void Everything_ignored_leaves_nothing_to_tell_but_what_is_the_agents()
    {
        var desired = Compared.Full();
        var emptied = Compared.Settled(desired) with { Function = new() { FunctionName = desired.Name } };

        var told = Compared.Between(desired, emptied, ignored: new(["description", "resources", "timeoutSeconds", "instanceConcurrency", "roleArn", "network", "logs", "container", "health", "env", "model", "hooks", "tags"])).Differences;

        Assert.All(told, d => Assert.Matches(@"^(observability\.|tags\[sonde\.dev/)", d.Path));
    }

    [Theory]
    [InlineData("resources.gpu.type", "resources.gpu.memoryMB")]
    [InlineData("network.vpc.vSwitchIds", "network.vpc.vpcId")]
    [InlineData("logs.requestMetrics", "logs.project")]
    [InlineData("container.args", "container.image")]
    [InlineData("health.path", "health.periodSeconds")]
    [InlineData("env[LEVEL]", "env[HF_TOKEN].valueFrom")]
    [InlineData("env[LEVEL].value", "env[HF_TOKEN].valueFrom")]
    [InlineData("tags[team]", "tags[sonde.dev/owner]")]
    [InlineData("model.oss", "observability.mount")]
    public void An_update_for_anothers_sake_does_not_overwrite_what_is_ignored(string ignored, string other)
    {
        var desired = Compared.Full();
        var theirs = Theirs(Compared.Settled(desired));
        var name = ignored.Replace(".value", "", StringComparison.Ordinal);
        name = name == "model.oss" ? "model.oss[/mnt/model]" : name;
        var before = AppliedFields.Actual(name, theirs, Compared.Masked);

        var changes = Compared.Between(desired, theirs, ignored: new([ignored]));
        var after = Compared.Applied(changes, theirs);

        Assert.NotNull(before);
        Assert.NotEqual(AppliedFields.Declared(desired, Compared.Masked)[name], before);
        Assert.Contains(changes.Differences, d => d.Path == other);
        Assert.DoesNotContain(changes.Differences, d => d.Path == ignored);
        Assert.Equal(before, AppliedFields.Actual(name, after, Compared.Masked));
        Assert.Empty(Compared.Between(desired, after, ignored: new([ignored])).Differences);
    }

    [Fact]
    public void An_autoscalers_target_stays_when_the_schedules_are_put()
    {
        var desired = Compared.Full();
        var settled = Compared.Settled(desired);
        var theirs = settled with { Provision = settled.Provision! with { DefaultTarget = 5, Target = 5, ScheduledActions = [] } };

        var changes = Compared.Between(desired, theirs, ignored: new(["scaling.provisioned.target"]));

        Assert.Equal(["scaling.provisioned.schedules"], changes.Differences.Select(d => d.Path));
        Assert.Equal(5, changes.Provision!.DefaultTarget);
    }

    [Fact]
    public void What_is_not_there_yet_is_made_as_declared()
    {
        var desired = Compared.Full();
        var bare = Compared.Settled(desired) with { Trigger = null, Provision = null, Concurrency = null };

        var changes = Compared.Between(desired, bare, ignored: new(["scaling", "http"]));

        Assert.Equal((1, 8, "function"), (changes.Provision!.DefaultTarget, changes.ReservedConcurrency, changes.Trigger!.AuthType));
    }

    [Theory]
    [InlineData("hooks.initializer.timeoutSeconds", 9, "warm")]
    [InlineData("hooks.initializer.command", 60, "theirs")]
    public void A_hook_is_ignored_by_its_parts(string path, int seconds, string command)
    {
        var full = Given.FullFunction();
        full.Spec.Observability = null;
        var desired = Compared.Desired(full);
        var settled = Compared.Settled(desired);
        var theirs = settled with { Function = settled.Function with { InstanceLifecycleConfig = new() { Initializer = new() { Handler = "", Command = ["theirs"], Timeout = 9 } } } };

        var hook = Compared.Applied(Compared.Between(desired, theirs, ignored: new([path])), theirs).Function.InstanceLifecycleConfig!.Initializer!;

        Assert.Equal((seconds, command), (hook.Timeout, hook.Command![0]));
    }

    [Theory]
    [InlineData("env[LEVEL]")]
    [InlineData("env")]
    public void A_field_that_is_ignored_while_it_is_removed_is_handed_over_and_not_cleared(string ignored)
    {
        var before = Compared.Full();
        var function = Given.FullFunction();
        function.Spec.Env!.RemoveAt(0);

        Assert.Empty(Compared.Between(Compared.Desired(function, Given.Observer()), Compared.Settled(before), Compared.Names(before), new([ignored])).Differences);
    }

    [Fact]
    public void A_hook_that_is_ignored_while_it_is_removed_stays()
    {
        var full = Given.FullFunction();
        full.Spec.Observability = null;
        var before = Compared.Desired(full);
        full.Spec.Hooks = null;

        Assert.Empty(Compared.Between(Compared.Desired(full), Compared.Settled(before), Compared.Names(before), new(["hooks.initializer.command", "hooks.preStop.timeoutSeconds"])).Differences);
    }

    private static FunctionObservation Theirs(FunctionObservation settled)
    {
        var function = settled.Function;
        return settled with
        {
            Function = function with
            {
                GpuConfig = new() { GpuType = "theirs", GpuMemorySize = 1 },
                VpcConfig = new() { VpcId = "theirs", VSwitchIds = ["theirs"], SecurityGroupId = "sg-1" },
                LogConfig = function.LogConfig! with { Project = "theirs", EnableRequestMetrics = false },
                CustomContainerConfig = function.CustomContainerConfig! with { Image = "theirs", Command = ["theirs"], HealthCheckConfig = new() { HttpGetUrl = "/theirs", PeriodSeconds = 9 } },
                EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["LEVEL"] = "theirs", ["HF_TOKEN"] = "x" },
                Tags = [new("team", "theirs")],
                OssMountConfig = new() { MountPoints = [new() { MountDir = "/mnt/model", BucketName = "theirs" }] },
            },
        };
    }
}
