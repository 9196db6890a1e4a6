using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Drift;

namespace Sonde.Operator.Tests.Drift;

public sealed class FunctionDriftTests
{
    private static readonly Dictionary<string, Func<Function, Function>> s_changes = new(StringComparer.Ordinal)
    {
        ["description"] = f => f with { Description = "x" },
        ["resources.cpuMilli"] = f => f with { Cpu = 1 },
        ["resources.memoryMB"] = f => f with { MemorySize = 1 },
        ["resources.diskMB"] = f => f with { DiskSize = 1 },
        ["resources.gpu.type"] = f => f with { GpuConfig = f.GpuConfig! with { GpuType = "x" } },
        ["resources.gpu.memoryMB"] = f => f with { GpuConfig = f.GpuConfig! with { GpuMemorySize = 1 } },
        ["timeoutSeconds"] = f => f with { Timeout = 1 },
        ["instanceConcurrency"] = f => f with { InstanceConcurrency = 1 },
        ["roleArn"] = f => f with { Role = "" },
        ["network.internetAccess"] = f => f with { InternetAccess = true },
        ["network.vpc.vpcId"] = f => f with { VpcConfig = f.VpcConfig! with { VpcId = "x" } },
        ["network.vpc.securityGroupId"] = f => f with { VpcConfig = f.VpcConfig! with { SecurityGroupId = "x" } },
        ["network.vpc.vSwitchIds"] = f => f with { VpcConfig = f.VpcConfig! with { VSwitchIds = ["vsw-a"] } },
        ["logs.project"] = f => f with { LogConfig = f.LogConfig! with { Project = "x" } },
        ["logs.logstore"] = f => f with { LogConfig = f.LogConfig! with { Logstore = "x" } },
        ["logs.requestMetrics"] = f => f with { LogConfig = f.LogConfig! with { EnableRequestMetrics = false } },
        ["logs.instanceMetrics"] = f => f with { LogConfig = f.LogConfig! with { EnableInstanceMetrics = null } },
        ["container.image"] = f => f with { CustomContainerConfig = f.CustomContainerConfig! with { Image = "x" } },
        ["container.command"] = f => f with { CustomContainerConfig = f.CustomContainerConfig! with { Entrypoint = ["vllm", "/mnt/model", "serve"] } },
        ["container.args"] = f => f with { CustomContainerConfig = f.CustomContainerConfig! with { Command = [] } },
        ["container.port"] = f => f with { CustomContainerConfig = f.CustomContainerConfig! with { Port = 1 } },
        ["health.path"] = f => Health(f, h => h with { HttpGetUrl = "/x" }),
        ["health.initialDelaySeconds"] = f => Health(f, h => h with { InitialDelaySeconds = 1 }),
        ["health.periodSeconds"] = f => Health(f, h => h with { PeriodSeconds = 1 }),
        ["health.timeoutSeconds"] = f => Health(f, h => h with { TimeoutSeconds = 1 }),
        ["health.failureThreshold"] = f => Health(f, h => h with { FailureThreshold = 1 }),
        ["health.successThreshold"] = f => Health(f, h => h with { SuccessThreshold = 2 }),
        ["env[LEVEL].value"] = f => Variable(f, "LEVEL", "DEBUG"),
        ["env[HF_TOKEN].valueFrom"] = f => Variable(f, "HF_TOKEN", "stolen"),
        ["observability.env[SONDE_ARMS_PASSWORD]"] = f => Variable(f, "SONDE_ARMS_PASSWORD", ""),
        ["model.oss"] = f => f with { OssMountConfig = new() { MountPoints = [.. f.OssMountConfig!.MountPoints!.Skip(1)] } },
        ["observability.mount"] = f => f with { OssMountConfig = new() { MountPoints = [.. f.OssMountConfig!.MountPoints!.Select(m => m.MountDir == "/mnt/sonde" ? m with { ReadOnly = false } : m)] } },
        ["observability.initializer.command"] = f => f with { InstanceLifecycleConfig = f.InstanceLifecycleConfig! with { Initializer = f.InstanceLifecycleConfig.Initializer! with { Command = [] } } },
        ["observability.initializer.timeoutSeconds"] = f => f with { InstanceLifecycleConfig = f.InstanceLifecycleConfig! with { Initializer = f.InstanceLifecycleConfig.Initializer! with { Timeout = 3 } } },
        ["hooks.preStop.timeoutSeconds"] = f => f with { InstanceLifecycleConfig = f.InstanceLifecycleConfig! with { PreStop = f.InstanceLifecycleConfig.PreStop! with { Timeout = 3 } } },
        ["tags[team]"] = f => f with { Tags = [.. f.Tags!.Where(t => t.Key != "team")] },
    };

    public static TheoryData<string> Fields => [.. s_changes.Keys];

    [Fact]
    public void A_function_that_was_just_written_does_not_differ()
    {
        var desired = Compared.Full();
        var changes = Compared.Between(desired, Compared.Settled(desired));

        Assert.Empty(changes.Differences);
        Assert.True(changes.Function.IsEmpty);
        Assert.Equal((null, null, null), (changes.Trigger, changes.Provision, changes.ReservedConcurrency));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_declared_field_that_was_changed_is_told_by_its_path_and_put_back(string path)
    {
        var desired = Compared.Full();
        var settled = Compared.Settled(desired);
        var changed = settled with { Function = s_changes[path](settled.Function) };

        var changes = Compared.Between(desired, changed);

        Assert.Equal([path], changes.Differences.Select(d => d.Path));
        Assert.Empty(Compared.Between(desired, Compared.Applied(changes, changed)).Differences);
    }

    [Fact]
    public void A_field_that_is_not_declared_is_neither_compared_nor_sent()
    {
        var desired = Compared.Desired(Given.Function(s => s.Resources = null));
        var settled = Compared.Settled(desired);
        var edited = settled with { Function = s_changes["resources.memoryMB"](s_changes["timeoutSeconds"](settled.Function)) with { Description = "x", Role = desired.Config.Role } };

        Assert.Null(Compared.Between(desired, edited).Function.Change);
    }

    [Fact]
    public void What_others_put_into_the_same_objects_goes_back_with_ours()
    {
        var desired = Compared.Desired(Given.Function(s => s.Env = [new() { Name = "LEVEL", Value = "INFO" }]), Given.Observer());
        var there = new Function
        {
            EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["THEIRS"] = "1", ["LEVEL"] = "DEBUG" },
            OssMountConfig = new() { MountPoints = [new() { MountDir = "/mnt/theirs", BucketName = "b" }] },
            InstanceLifecycleConfig = new() { PreStop = new() { Handler = "pre-stop", Timeout = 9 } },
            CustomContainerConfig = new() { Image = "x", HealthCheckConfig = new() { HttpGetUrl = "/theirs" }, AcrInstanceId = "cri-1" },
            Tags = [new("theirs", "1")],
        };

        var plan = Compared.Between(desired, new(there, null, null, null)).Function;

        Assert.Equal(("1", "INFO"), (plan.Change!.EnvironmentVariables!["THEIRS"], plan.Change.EnvironmentVariables["LEVEL"]));
        Assert.Equal(["/mnt/theirs", "/mnt/sonde"], plan.Change.OssMountConfig!.MountPoints!.Select(m => m.MountDir));
        Assert.Equal(9, plan.Change.InstanceLifecycleConfig!.PreStop!.Timeout);
        Assert.NotEmpty(plan.Change.InstanceLifecycleConfig.Initializer!.Command!);
        Assert.Equal(("/theirs", "cri-1"), (plan.Change.CustomContainerConfig!.HealthCheckConfig!.HttpGetUrl, plan.Change.CustomContainerConfig.AcrInstanceId));
        Assert.DoesNotContain(plan.Tags, t => t.Key == "theirs");
    }

    [Fact]
    public void Only_what_differs_is_sent()
    {
        var desired = Compared.Full();
        var settled = Compared.Settled(desired);

        var change = Compared.Between(desired, settled with { Function = settled.Function with { Timeout = 1 } }).Function.Change;

        Assert.Equal(new FunctionConfig { Timeout = 600 }, change);
    }

    [Fact]
    public void Secrets_are_shown_masked_and_sent_whole()
    {
        var desired = Compared.Full();

        var changes = Compared.Between(desired, Compared.Nothing(desired));

        Assert.Equal($"masked:{Given.Token.Length}", changes.Differences.Single(d => d.Path == "env[HF_TOKEN].valueFrom").Declared);
        Assert.DoesNotContain(changes.Differences, d => d.ToString().Contains("KNOWN", StringComparison.Ordinal));
        Assert.Equal(Given.Token, changes.Function.Change!.EnvironmentVariables!["HF_TOKEN"]);
    }

    [Fact]
    public void Processors_are_shown_in_the_unit_in_which_they_are_declared()
    {
        var desired = Compared.Full();
        var settled = Compared.Settled(desired);

        var difference = Compared.Between(desired, settled with { Function = settled.Function with { Cpu = 0.35000000000000003m } }).Differences.Single();

        Assert.Equal(("8000", "350"), (difference.Declared, difference.Actual));
    }

    [Fact]
    public void Every_component_is_one_that_a_status_can_name()
    {
        var desired = Compared.Full();

        Assert.All(Compared.Between(desired, Compared.Nothing(desired)).Differences, d => Assert.True(Enum.TryParse<Operator.Api.DriftComponent>(d.Component, out _), d.Component));
    }

    [Fact]
    public void A_hash_names_a_desired_state_and_a_secret_within_it()
    {
        var hash = DesiredHash.Of(Compared.Full(), "uid");

        Assert.Equal(hash, DesiredHash.Of(Compared.Full(), "uid"));
        Assert.NotEqual(hash, DesiredHash.Of(Compared.Full() with { Name = "other" }, "uid"));
        var rotated = new Dictionary<string, Operator.Desired.DesiredVariable>(Compared.Full().Environment, StringComparer.Ordinal) { ["HF_TOKEN"] = new("env[HF_TOKEN].valueFrom", "new", IsSecret: true) };
        Assert.NotEqual(hash, DesiredHash.Of(Compared.Full() with { Environment = rotated }, "uid"));
        Assert.NotEqual(DesiredHash.Masked("a", "uid"), DesiredHash.Masked("b", "uid"));
    }

    private static Function Health(Function f, Func<HealthCheckConfig, HealthCheckConfig> change) =>
        f with { CustomContainerConfig = f.CustomContainerConfig! with { HealthCheckConfig = change(f.CustomContainerConfig.HealthCheckConfig!) } };

    private static Function Variable(Function f, string name, string value) =>
        f with { EnvironmentVariables = new Dictionary<string, string>(f.EnvironmentVariables!, StringComparer.Ordinal) { [name] = value } };
}
