using System.Text;
using k8s;
using k8s.Models;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Tests.Fakes;

namespace Sonde.Operator.Tests;

/// <summary>Valid objects. A test changes only what it is about.</summary>
internal static class Given
{
    public const string Namespace = "llm";
    public const string AccountId = "1234567890123456";
    public const string Owner = "gitops";
    public const string AccessKeySecret = "KNOWN-access-key-secret";
    public const string WriterPassword = "KNOWN-writer-password";
    public const string Token = "KNOWN-hf-token";
    public const string Digest = "sha256:00112233445566778899aabbccddeeff";

    public static CloudAccount Account(Action<CloudAccountSpec>? but = null) => With(
        new CloudAccount
        {
            Metadata = Meta("default"),
            Spec = new()
            {
                Region = "cn-hangzhou",
                AccountId = AccountId,
                Credentials = new() { Type = CredentialsType.Secret, SecretRef = new() { Name = "cloud" } },
                OwnerId = Owner,
            },
            Status = new() { AccountId = AccountId, ObservedGeneration = 1, Conditions = [Ready()] },
        },
        a => a.Spec,
        but);

    public static LlmFunction Function(Action<LlmFunctionSpec>? but = null, string name = "chat") => With(
        new LlmFunction
        {
            Metadata = Meta(name),
            Spec = new()
            {
                Engine = Engine.VLLM,
                Container = new() { Image = "example/vllm:1", Command = ["vllm", "serve", "/mnt/model"], Port = 9000 },
                Resources = new() { CpuMilli = 8000, MemoryMB = 65536, Gpu = new() { Type = "fc.gpu.ada.1", MemoryMB = 49152 } },
                RoleArn = $"acs:ram::{AccountId}:role/fc",
            },
        },
        f => f.Spec,
        but);

    /// <summary>Everything that can be declared, declared.</summary>
    public static LlmFunction FullFunction() => Function(s =>
    {
        s.Description = "chat";
        s.TimeoutSeconds = 600;
        s.InstanceConcurrency = 20;
        s.Container!.Args = ["--port", "9000"];
        s.Resources!.DiskMB = 10240;
        s.Network = new() { InternetAccess = false, Vpc = new() { VpcId = "vpc-1", VSwitchIds = ["vsw-a", "vsw-b"], SecurityGroupId = "sg-1" } };
        s.Logs = new() { Project = "p", Logstore = "l", RequestMetrics = true, InstanceMetrics = true };
        s.Health = new() { Path = "/health", InitialDelaySeconds = 60, PeriodSeconds = 10, TimeoutSeconds = 3, FailureThreshold = 30, SuccessThreshold = 1 };
        s.Hooks = new() { InitializerCommand = ["warm", "up"], InitializerTimeoutSeconds = 60, PreStopTimeoutSeconds = 30 };
        s.Model = new() { Name = "m", MountPath = "/mnt/model", Oss = new() { Bucket = "models", Path = "/m" } };
        s.Env = [new() { Name = "LEVEL", Value = "INFO" }, new() { Name = "HF_TOKEN", ValueFrom = new() { SecretKeyRef = new() { Name = "hf", Key = "token" } } }];
        s.Tags = new(StringComparer.Ordinal) { ["team"] = "inference" };
        s.Http = new() { Auth = HttpAuth.Signed, Methods = [HttpVerb.GET, HttpVerb.POST], PublicUrl = false };
        s.Scaling = new()
        {
            Provisioned = new()
            {
                Target = 1,
                AlwaysAllocateCPU = true,
                AlwaysAllocateGPU = true,
                Schedules = [new() { Name = "day", Schedule = "cron(0 0 8 * * *)", Target = 2, TimeZone = "Asia/Shanghai" }],
                Tracking = [new() { Name = "gpu", Metric = TrackingMetric.GPUMemoryUtilization, TargetPercent = 70, Min = 1, Max = 4 }],
            },
            OnDemand = new() { MaxInstances = 8 },
        };
        s.Observability = new() { PipelineRef = new() { Name = "engines" } };
    });

    public static MetricsPipeline Pipeline(Action<MetricsPipelineSpec>? but = null, string name = "engines") => With(
        new MetricsPipeline
        {
            Metadata = Meta(name),
            Spec = new()
            {
                Artifacts = new() { Bucket = "models", Prefix = "sonde/engines" },
                Targets = [new() { Name = "engine" }],
                Destinations = [new() { Name = "arms", PrometheusRef = new() { Name = "metrics" }, AuthSecretRef = new() { Name = "writer" } }],
            },
        },
        p => p.Spec,
        but);

    public static PrometheusInstance Instance(Action<PrometheusInstanceSpec>? but = null) => With(
        new PrometheusInstance { Metadata = Meta("metrics"), Spec = new() { Managed = new() { Type = ManagedPrometheusType.RemoteWrite, InstanceName = "llm-metrics" } } },
        i => i.Spec,
        but);

    /// <summary>An instance that takes data.</summary>
    public static PrometheusInstance ReadyInstance()
    {
        var instance = Instance();
        instance.Status = new() { RemoteWriteUrl = "https://arms.example/write", QueryUrl = "https://arms.example", Conditions = [Ready()] };
        return instance;
    }

    public static PipelineDestination Destination(string name = "arms", AuthSecretRef? auth = null, Action<Destination>? but = null)
    {
        var spec = new Destination { Name = name, PrometheusRef = new() { Name = "metrics" } };
        but?.Invoke(spec);
        return new(spec, $"https://{name}.example/write", $"https://{name}.example", auth);
    }

    public static ObservedBy Observer(MetricsPipeline? pipeline = null, string digest = Digest) =>
        new(pipeline ?? Pipeline(), digest, digest, "hash-1", [Destination(auth: new() { Name = "writer" })]);

    public static AccountAccess Access(MemoryCloud? cloud = null, CloudAccount? account = null) =>
        new("CloudAccount/llm/default", (account ?? Account()).Spec, AccountId, Owner, cloud ?? new MemoryCloud(TimeProvider.System));

    public static Secrets Secrets() => new(SecretStore(), ConfigMaps());

    public static MemoryStore<V1Secret> SecretStore()
    {
        var store = new MemoryStore<V1Secret>();
        store.Put(Secret("cloud", ("accessKeyId", "LTAI-known"), ("accessKeySecret", AccessKeySecret)));
        store.Put(Secret("writer", ("username", "writer"), ("password", WriterPassword)));
        store.Put(Secret("hf", ("token", Token)));
        return store;
    }

    public static V1Secret Secret(string name, params (string Key, string Value)[] data) =>
        new() { Metadata = Meta(name), Data = data.ToDictionary(d => d.Key, d => Encoding.UTF8.GetBytes(d.Value), StringComparer.Ordinal) };

    public static V1ObjectMeta Meta(string name) => new() { Name = name, NamespaceProperty = Namespace, Uid = $"uid-{name}", Generation = 1 };

    public static Condition Ready() => new() { Type = ConditionTypes.Ready, Status = ConditionStatus.True, Reason = Reasons.UpToDate, Message = "", LastTransitionTime = DateTimeOffset.UnixEpoch };

    private static MemoryStore<V1ConfigMap> ConfigMaps()
    {
        var store = new MemoryStore<V1ConfigMap>();
        store.Put(new() { Metadata = Meta("settings"), Data = new Dictionary<string, string>(StringComparer.Ordinal) { ["level"] = "DEBUG" } });
        return store;
    }

    private static TEntity With<TEntity, TSpec>(TEntity entity, Func<TEntity, TSpec> spec, Action<TSpec>? but) where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        but?.Invoke(spec(entity));
        return entity;
    }
}
