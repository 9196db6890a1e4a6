using CsCheck;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Integration.Cloud.Drift;

/// <summary>Function configurations that the service takes, of all that our client can send, whether or not the operator ever does.</summary>
/// <remarks>Two of one list may follow each other on one function: what may not change, or leans on another field, is in each of them.</remarks>
internal static class GeneratedConfigs
{
    private static readonly Gen<string> s_word = OneOf("a", "Ä ß 中文", "with \"quotes\" & <tags>", "a=b,c;d", "🜁", "0", "null");
    private static readonly Gen<IReadOnlyList<string>?> s_words = Maybe<IReadOnlyList<string>>(s_word.List[0, 3].Select(IReadOnlyList<string> (list) => list));
    private static readonly Gen<string?> s_text = Maybe(s_word);
    private static readonly Gen<bool?> s_flag = Value(Gen.Bool);

    /// <summary>Three that may follow each other.</summary>
    public static Gen<List<FunctionConfig>> Three { get; } = Gen.Bool.SelectMany(gpu => Gen.Bool.SelectMany(nas => Config(gpu, nas).List[3]));

    private static Gen<FunctionConfig> Config(bool gpu, bool nas) =>
        from basics in Gen.Select(s_text, Value(OneOf(512, 10240)), Value(Gen.Int[1, 86400]), Value(Gen.Int[1, 200]), Value(OneOf(-1, 30, 600)))
        from size in gpu ? OneOf((8m, 32768), (16m, 98304)) : OneOf((0.35m, 512), (1.05m, 2048), (2m, 4096))
        from env in Maybe<IReadOnlyDictionary<string, string>>(Gen.Dictionary(OneOf("A", "MODEL", "Path_2"), Gen.OneOf(s_word, Gen.Const("")))[0, 3].Select(IReadOnlyDictionary<string, string> (map) => map))
        from more in Gen.Select(s_flag, OneOf("fc-llm", "fc-default"), s_word, Maybe(OneOf("None", "Env", "Request", "All")), Maybe(OneOf("SHARE", "SESSION_EXCLUSIVE")))
        from session in Maybe(OneOf(("NONE", ""), ("HEADER_FIELD", """{"affinityHeaderFieldName":"x-s","sessionConcurrencyPerInstance":3}"""), ("MCP_SSE", """{"sseEndpointPath":"/sse"}""")).Select(pair => new[] { pair.Item1, pair.Item2 }))
        from container in Container()
        from network in Gen.Select(Gen.Shuffle(new[] { "vsw-1", "vsw-2" }), OneOf("sg-1", "sg-2"))
        from shares in Maybe(Shares())
        from mounts in Maybe(Mounts())
        from logs in Maybe(Logs())
        from hooks in Maybe(Hooks(gpu))
        from dns in Maybe(Dns())
        from tracing in Maybe(Tracing())
        from layers in Gen.Bool
        select new FunctionConfig
        {
            Runtime = "custom-container",
            Handler = more.Item3,
            Description = basics.Item1,
            DiskSize = basics.Item2,
            Timeout = basics.Item3,
            InstanceConcurrency = basics.Item4,
            IdleTimeout = basics.Item5,
            Cpu = size.Item1,
            MemorySize = size.Item2,
            GpuConfig = gpu ? new() { GpuType = "fc.gpu.ada.1", GpuMemorySize = 49152 } : null,
            EnvironmentVariables = env,
            InternetAccess = more.Item1,
            Role = $"acs:ram::{EmulatedCloud.AccountId}:role/{more.Item2}",
            DisableInjectCredentials = more.Item4,
            InstanceIsolationMode = more.Item5,
            SessionAffinity = session?[0],
            SessionAffinityConfig = session?[1],
            CustomContainerConfig = container,
            VpcConfig = nas ? new() { VpcId = "vpc-1", VSwitchIds = [.. network.Item1], SecurityGroupId = network.Item2 } : null,
            NasConfig = nas ? shares : null,
            OssMountConfig = mounts,
            LogConfig = logs,
            InstanceLifecycleConfig = hooks,
            CustomDns = dns,
            TracingConfig = tracing,
            // A container has none; an empty list says so.
            Layers = layers ? [] : null,
        };

    private static Gen<CustomContainerConfig> Container() => Gen.Select(
        Gen.Select(OneOf("registry.example/vllm:v1", "registry.example/other:v2"), s_words, s_words, Value(Gen.Int[1, 65535])),
        Gen.Select(Maybe(Health()), Maybe(Registry()), Maybe(OneOf("", "cri-1")), Maybe(OneOf("Default", "None"))),
        (basics, more) => new CustomContainerConfig
        {
            Image = basics.Item1,
            Entrypoint = basics.Item2,
            Command = basics.Item3,
            Port = basics.Item4,
            HealthCheckConfig = more.Item1,
            RegistryConfig = more.Item2,
            AcrInstanceId = more.Item3,
            AccelerationType = more.Item4,
        });

    private static Gen<HealthCheckConfig> Health() => Gen.Select(
        Maybe(OneOf("/", "/v1/ready?deep=1")), Value(Gen.Int[0, 120]), Value(Gen.Int[1, 120]), Value(Gen.Int[1, 3]), Value(Gen.Int[1, 120]), Value(Gen.Int[1, 120]),
        (path, delay, period, timeout, failures, successes) => new HealthCheckConfig { HttpGetUrl = path, InitialDelaySeconds = delay, PeriodSeconds = period, TimeoutSeconds = timeout, FailureThreshold = failures, SuccessThreshold = successes });

    private static Gen<RegistryConfig> Registry() => Gen.Select(s_word, s_word, s_flag, (user, password, insecure) => new RegistryConfig
    {
        AuthConfig = new() { UserName = user, Password = password },
        CertConfig = new() { Insecure = insecure, RootCaCertBase64 = "AA==" },
        NetworkConfig = new() { VpcId = "vpc-1", VSwitchId = "vsw-1", SecurityGroupId = "sg-1" },
    });

    private static Gen<NasConfig> Shares() => Gen.Select(Gen.Int[0, 3], Value(Gen.Int[0, 100]), s_flag, (count, user, secure) => new NasConfig
    {
        UserId = user,
        GroupId = user,
        MountPoints = [.. Enumerable.Range(0, count).Select(at => new NasMountPoint { ServerAddr = $"n{at}.nas.aliyuncs.com:/", MountDir = $"/mnt/nas{at}", EnableTls = secure })],
    });

    private static Gen<OssMountConfig> Mounts() => Gen.Select(Gen.Int[0, 2], s_flag, (count, readOnly) => new OssMountConfig
    {
        MountPoints =
        [
            .. GeneratedSpecs.Folders.Take(count).Select(folder => new OssMountPoint
            {
                BucketName = GeneratedSpecs.Bucket,
                BucketPath = folder,
                Endpoint = "http://oss-cn-hangzhou-internal.aliyuncs.com",
                MountDir = "/mnt" + folder,
                ReadOnly = readOnly,
            }),
        ],
    });

    private static Gen<LogConfig> Logs() => Gen.OneOf(
        Gen.Const(LogConfig.Empty),
        Gen.Select(s_flag, s_flag, s_flag, Maybe(OneOf("None", "DefaultRegex")), (requests, instances, models, rule) =>
            new LogConfig { Project = "p", Logstore = "l", EnableRequestMetrics = requests, EnableInstanceMetrics = instances, EnableLlmMetrics = models, LogBeginRule = rule }));

    private static Gen<InstanceLifecycleConfig> Hooks(bool gpu) => Gen.Select(
        Maybe(Hook(gpu, 600)), Maybe(Hook(command: false, 900)), (initializer, preStop) => new InstanceLifecycleConfig { Initializer = initializer, PreStop = preStop });

    private static Gen<LifecycleHook> Hook(bool command, int longest) => Gen.Select(Gen.Bool, s_word, Value(Gen.Int[1, longest]), (byCommand, word, timeout) =>
        command && byCommand ? new LifecycleHook { Command = ["/bin/sh", "-c", word], Timeout = timeout } : new LifecycleHook { Handler = word, Timeout = timeout });

    private static Gen<CustomDns> Dns() => Gen.OneOf(
        Gen.Const(CustomDns.Empty),
        Gen.Select(s_word, option => new CustomDns { NameServers = ["10.0.0.1"], Searches = ["a.example", "b.example"], DnsOptions = [new() { Name = "ndots", Value = option }] }));

    private static Gen<TracingConfig> Tracing() => Gen.OneOf(
        Gen.Const(TracingConfig.Empty), s_word.Select(word => new TracingConfig { Type = "Jaeger", Params = new Dictionary<string, string> { ["endpoint"] = word } }));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Const((T?)null), gen.Select(value => (T?)value));

    private static Gen<T?> Value<T>(Gen<T> gen)
        where T : struct => Gen.OneOf(Gen.Const((T?)null), gen.Select(value => (T?)value));
}
