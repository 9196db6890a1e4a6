using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Drift;

/// <summary>What the service fills in by itself is no drift.</summary>
public sealed class FalseDriftTests
{
    private static readonly Dictionary<string, Func<Function, Function>> s_fillings = new(StringComparer.Ordinal)
    {
        ["empty texts"] = f => f with { Description = "" },
        ["defaults of plain fields"] = f => f with { InternetAccess = true, Timeout = 3, DiskSize = 512, InstanceConcurrency = 1 },
        ["isolation and affinity"] = f => f with { SessionAffinity = "NONE", InstanceIsolationMode = "SHARE", DisableInjectCredentials = "None", IdleTimeout = -1 },
        ["the default resource group"] = f => f with { ResourceGroupId = "rg-default" },
        ["empty objects"] = f => f with { VpcConfig = new() { VpcId = "", VSwitchIds = [], SecurityGroupId = "" }, NasConfig = new() { MountPoints = [] }, OssMountConfig = new() { MountPoints = [] }, LogConfig = new() { Project = "", Logstore = "" }, TracingConfig = new(), EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal), Layers = [] },
        ["no arguments"] = f => f with { CustomContainerConfig = f.CustomContainerConfig! with { Command = [] } },
        ["a health check of defaults"] = f => f with { CustomContainerConfig = f.CustomContainerConfig! with { HealthCheckConfig = new() { InitialDelaySeconds = 0, PeriodSeconds = 3, TimeoutSeconds = 1, FailureThreshold = 3, SuccessThreshold = 1 } } },
        ["empty hooks"] = f => f with { InstanceLifecycleConfig = new() { Initializer = new() { Handler = "", Command = [], Timeout = 3 }, PreStop = new() { Handler = "", Timeout = 3 } } },
        ["log defaults"] = f => f with { LogConfig = new() { LogBeginRule = "None", EnableInstanceMetrics = false, EnableRequestMetrics = true, EnableLlmMetrics = false } },
        ["what was resolved of the image"] = f => f with { CustomContainerConfig = f.CustomContainerConfig! with { ResolvedImageUri = "example/vllm@sha256:1", AccelerationInfo = new() { Status = "deprecated" }, AccelerationType = "Default" } },
        ["read-only parts"] = f => f with { LockInfo = new() { LockedBy = "x" }, InvocationRestriction = new() { Disable = false }, LastModifiedTime = "later", State = "Active" },
        ["system tags, in any order"] = f => f with { Tags = [new("acs:system", "1"), .. f.Tags!.Reverse()] },
        ["variables of an integration"] = f => f with { EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["ARMS"] = "1" } },
        ["binary arithmetic"] = f => f with { Cpu = 8.000000000000001m },
        ["NAS of somebody"] = f => f with { NasConfig = new() { UserId = 1, MountPoints = [new() { ServerAddr = "x", EnableTls = false }] } },
    };

    public static TheoryData<string> Fillings => [.. s_fillings.Keys];

    [Theory]
    [MemberData(nameof(Fillings))]
    public void Nothing_differs_when_the_service_fills_in(string what)
    {
        var desired = Compared.Desired(Given.Function());
        var settled = Compared.Settled(desired);

        Assert.Empty(Compared.Between(desired, settled with { Function = s_fillings[what](settled.Function) }).Differences);
    }

    [Theory]
    [InlineData("""{"methods":["POST","GET"],"authType":"function","disableURLInternet":true,"extra":null}""")]
    [InlineData("""{"disableURLInternet":true,"authType":"function","methods":["GET","POST"],"bearerFormat":"jwt"}""")]
    public void A_trigger_is_compared_by_what_was_declared(string config)
    {
        var desired = Compared.Full();
        var settled = Compared.Settled(desired);
        var trigger = settled.Trigger! with { TriggerConfig = config, TriggerId = "1", Qualifier = "LATEST", Description = "", Status = "x" };

        Assert.Empty(Compared.Between(desired, settled with { Trigger = trigger }).Differences);
    }

    [Fact]
    public void How_many_instances_there_are_now_is_not_compared()
    {
        var desired = Compared.Full();
        var settled = Compared.Settled(desired);

        Assert.Empty(Compared.Between(desired, settled with { Provision = settled.Provision! with { Current = 0, CurrentError = "no GPU", Target = 5 } }).Differences);
    }

    [Fact]
    public void No_provisioned_instances_are_what_zero_of_them_is()
    {
        var desired = Compared.Desired(Given.Function(s => s.Scaling = new() { Provisioned = new() { Target = 0 } }));
        var settled = Compared.Settled(desired);

        Assert.Empty(Compared.Between(desired, settled with { Provision = null }).Differences);
    }

    [Fact]
    public void Order_that_the_service_does_not_keep_means_nothing()
    {
        var desired = Compared.Full();
        var settled = Compared.Settled(desired);
        var function = settled.Function;
        function = function with
        {
            VpcConfig = function.VpcConfig! with { VSwitchIds = [.. function.VpcConfig.VSwitchIds!.Reverse()], Role = "x" },
            OssMountConfig = new() { MountPoints = [.. function.OssMountConfig!.MountPoints!.Reverse().Select(m => m with { BucketPath = m.BucketPath + "/" })] },
        };

        Assert.Empty(Compared.Between(desired, settled with { Function = function }).Differences);
    }
}
