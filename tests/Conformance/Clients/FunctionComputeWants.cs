using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Conformance.Clients;

/// <summary>What <c>Sdk/fc.js</c> declares, in our types.</summary>
internal static class FunctionComputeWants
{
    public const string Name = "llm-qwen-7b";
    public const string Other = "llm-second";
    public const string Arn = $"acs:fc:{Actor.Region}:{Actor.Account}:functions/{Name}";
    public const string OtherArn = $"acs:fc:{Actor.Region}:{Actor.Account}:functions/{Other}";
    public const string Image = $"registry-vpc.{Actor.Region}.aliyuncs.com/ns/vllm:v0.6.3";

    public static Tag Managed { get; } = new("managed-by", "operator *~!");

    public static Tag Uid { get; } = new("uid", "8b5f");

    public static NewFunction Wanted { get; } = new()
    {
        FunctionName = Name,
        Runtime = "custom-container",
        Handler = "index.handler",
        Description = "LLM – ünïcode & <tags>",
        Cpu = 8,
        MemorySize = 32768,
        DiskSize = 10240,
        Timeout = 600,
        InstanceConcurrency = 20,
        InternetAccess = true,
        Role = Actor.Role,
        EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["MODEL"] = "Qwen/Qwen2.5-7B", ["EMPTY"] = "", ["PATH_X"] = "/a:/b" },
        IdleTimeout = 300,
        SessionAffinity = "NONE",
        GpuConfig = new() { GpuType = "fc.gpu.ada.1", GpuMemorySize = 49152 },
        CustomContainerConfig = new()
        {
            Image = Image,
            Port = 8000,
            Entrypoint = ["perl", "/mnt/agent/server.pl"],
            Command = ["--config", "/mnt/agent/config.yaml"],
            HealthCheckConfig = new() { HttpGetUrl = "/health", InitialDelaySeconds = 5, PeriodSeconds = 3, TimeoutSeconds = 1, FailureThreshold = 120, SuccessThreshold = 1 },
        },
        VpcConfig = new() { VpcId = "vpc-bp1", VSwitchIds = ["vsw-1", "vsw-2"], SecurityGroupId = "sg-1" },
        OssMountConfig = new()
        {
            MountPoints = [new() { BucketName = "artifacts", BucketPath = "/agents/sha256-abc", Endpoint = $"http://oss-{Actor.Region}-internal.aliyuncs.com", MountDir = "/mnt/agent", ReadOnly = true }],
        },
        NasConfig = new() { UserId = 0, GroupId = 0, MountPoints = [new() { ServerAddr = "x.nas.aliyuncs.com:/models", MountDir = "/mnt/models", EnableTls = false }] },
        LogConfig = new() { Project = "p", Logstore = "l", EnableRequestMetrics = true, EnableInstanceMetrics = true, LogBeginRule = "None" },
        InstanceLifecycleConfig = new()
        {
            Initializer = new() { Command = ["/bin/sh", "-c", "cp /mnt/agent/config.yaml /tmp/initialized"], Timeout = 300 },
            PreStop = new() { Handler = "true", Timeout = 30 },
        },
        Tags = [Managed, Uid],
    };

    public static NewFunction Container(string name, params IReadOnlyList<Tag> tags) => new()
    {
        FunctionName = name,
        Runtime = "custom-container",
        Handler = "h",
        CustomContainerConfig = new() { Image = Image },
        Tags = tags.Count == 0 ? null : tags,
    };

    public static FunctionConfig Change { get; } = new()
    {
        Description = "v2",
        EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "1" },
        InstanceConcurrency = 30,
    };

    public static NewAlias AliasFrom(string one, string other) => new()
    {
        AliasName = "live",
        VersionId = one,
        Description = "d",
        AdditionalVersionWeight = new Dictionary<string, decimal>(StringComparer.Ordinal) { [other] = 0.1m },
    };

    public static HttpTriggerConfig Http { get; } = new() { AuthType = "function", Methods = ["GET", "POST"], DisableUrlInternet = true };

    public static ScalingConfig Scaling { get; } = new()
    {
        MinInstances = 1,
        EnableOnDemandScaling = true,
        HorizontalScalingPolicies = [new() { Name = "hp", MetricType = "GPUMemUtilization", MetricTarget = 0.6m, MinInstances = 1, MaxInstances = 3 }],
        ScheduledPolicies = [],
    };

    public static ProvisionConfig Provision { get; } = new() { DefaultTarget = 1, AlwaysAllocateCpu = true, AlwaysAllocateGpu = true };

    public static AsyncInvokeConfig Async { get; } = new()
    {
        AsyncTask = true,
        MaxAsyncRetryAttempts = 0,
        MaxAsyncEventAgeInSeconds = 3600,
        DestinationConfig = new() { OnFailure = new() { Destination = $"acs:mns:{Actor.Region}:{Actor.Account}:/queues/q/messages" } },
    };
}
