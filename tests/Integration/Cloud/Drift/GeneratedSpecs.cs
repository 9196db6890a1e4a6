using CsCheck;
using Sonde.Operator.Api;

namespace Sonde.Integration.Cloud.Drift;

/// <summary>Function specs that the service takes, with every field that is compared now declared, now left out.</summary>
/// <remarks>
/// Two specs of one pair share what later changes may not undo (its kind of card stays: it may not change while instances are kept), since what is not declared stays in the cloud.
/// </remarks>
internal static class GeneratedSpecs
{
    public const string Bucket = "models-test";
    public static readonly string[] Folders = ["/qwen", "/llama"];

    private static readonly Gen<string> s_word = OneOf("a", "Ä ß 中文", "with \"quotes\" & <tags>", "a=b,c;d", "tab\tand\nline", " blanks ", "🜁", "0", "null");
    private static readonly string[] s_switches = ["vsw-1", "vsw-2", "vsw-3"];
    private static readonly Gen<List<string>> s_words = s_word.List[1, 4];

    /// <summary>What is declared first, and what instead of it later.</summary>
    public static Gen<(LlmFunctionSpec First, LlmFunctionSpec Second)> Pair { get; } =
        OneOf("", "fc.gpu.tesla.1", "fc.gpu.ada.1", "fc.gpu.hopper.1").SelectMany(card => Gen.Select(Spec(card), Spec(card)));

    private static Gen<LlmFunctionSpec> Spec(string card) =>
        from resources in card.Length > 0 ? Cards(card) : Plain()
        let gpu = card.Length > 0
        from container in Container()
        from basics in Gen.Select(Maybe(s_word), MaybeValue(Gen.Int[1, 86400]), MaybeValue(Gen.Int[1, 200]), OneOf("fc-llm", "fc-default"))
        from env in Maybe(Variables())
        from model in Maybe(Model())
        from network in Maybe(Network())
        from health in Maybe(Health())
        from hooks in Maybe(Hooks(gpu))
        from logs in gpu ? Logs(Gen.Const((bool?)true)).Select(logs => (LogSpec?)logs) : Maybe(Logs(MaybeValue(Gen.Bool)))
        from scaling in Maybe(Scaling(gpu))
        from http in Maybe(Http())
        from tags in Maybe(Gen.Dictionary(OneOf("team", "tier", "Größe"), s_word)[1, 3])
        select new LlmFunctionSpec
        {
            Container = container,
            Resources = resources,
            Description = basics.Item1,
            TimeoutSeconds = basics.Item2,
            InstanceConcurrency = basics.Item3,
            RoleArn = $"acs:ram::{EmulatedCloud.AccountId}:role/{basics.Item4}",
            Env = env,
            Model = model,
            Network = network,
            Health = health,
            Hooks = hooks,
            Logs = logs,
            Scaling = scaling,
            Http = http,
            Tags = tags,
        };

    // Tracking needs the metrics of instances.
    private static Gen<LogSpec> Logs(Gen<bool?> instances) => Gen.Select(MaybeValue(Gen.Bool), instances, (requests, measured) =>
        new LogSpec { Project = "p", Logstore = "l", RequestMetrics = requests, InstanceMetrics = measured });

    private static Gen<ResourceSpec> Cards(string card) => Gen.Select(
        card switch
        {
            "fc.gpu.tesla.1" => OneOf((16384, 8192, 2000), (16384, 32768, 350), (32768, 16384, 8000)),
            "fc.gpu.ada.1" => OneOf((49152, 65536, 8000), (98304, 131072, 16000)),
            _ => OneOf((98304, 98304, 16000)),
        },
        Disk(), (size, disk) => new ResourceSpec { CpuMilli = size.Item3, MemoryMB = size.Item2, DiskMB = disk, Gpu = new() { Type = card, MemoryMB = size.Item1 } });

    private static Gen<ResourceSpec> Plain() => Gen.Select(
        OneOf((350, 512), (1050, 2048), (2000, 4096), (16000, 32768)), Disk(), (size, disk) => new ResourceSpec { CpuMilli = size.Item1, MemoryMB = size.Item2, DiskMB = disk });

    private static Gen<int?> Disk() => MaybeValue(OneOf(512, 10240));

    private static Gen<ContainerSpec> Container() => Gen.Select(
        OneOf("registry.example/vllm:v0.10.1", "registry.example/vllm@sha256:" + new string('a', 64)), Maybe(s_words), Maybe(s_words), MaybeValue(Gen.Int[1, 65535]),
        (image, command, args, port) => new ContainerSpec { Image = image, Command = command, Args = args, Port = port });

    private static Gen<List<EnvVar>> Variables() =>
        Gen.Dictionary(OneOf("A", "MODEL", "Path_2"), Gen.OneOf(s_word, Gen.Const("")))[1, 3].Select(map => map.Select(pair => new EnvVar { Name = pair.Key, Value = pair.Value }).ToList());

    private static Gen<ModelSpec> Model() => Gen.Select(OneOf(Folders), Gen.Bool, OneOf("/mnt/models", "/mnt/other"), (folder, slash, mount) =>
        new ModelSpec { Name = "m", MountPath = mount, Oss = new() { Bucket = Bucket, Path = slash ? folder + "/" : folder } });

    private static Gen<NetworkSpec> Network() => Gen.Select(MaybeValue(Gen.Bool), Maybe(Gen.Select(Gen.Shuffle(s_switches), OneOf("sg-1", "sg-2"), (switches, group) =>
        new VpcSpec { VpcId = "vpc-1", VSwitchIds = [.. switches], SecurityGroupId = group })), (internet, vpc) => new NetworkSpec { InternetAccess = internet, Vpc = vpc });

    private static Gen<HealthSpec> Health() => Gen.Select(
        Maybe(OneOf("/health", "/v1/ready?deep=1")), MaybeValue(Gen.Int[0, 120]), MaybeValue(Gen.Int[1, 120]), MaybeValue(Gen.Int[1, 3]), MaybeValue(Gen.Int[1, 120]), MaybeValue(Gen.Int[1, 120]),
        (path, delay, period, timeout, failures, successes) =>
            new HealthSpec { Path = path, InitialDelaySeconds = delay, PeriodSeconds = period, TimeoutSeconds = timeout, FailureThreshold = failures, SuccessThreshold = successes });

    private static Gen<HookSpec> Hooks(bool gpu) => Gen.Select(gpu ? Maybe(s_words) : Gen.Const((List<string>?)null), MaybeValue(Gen.Int[1, 600]), MaybeValue(Gen.Int[1, 90]), (command, timeout, stop) =>
        new HookSpec { InitializerCommand = command, InitializerTimeoutSeconds = timeout, PreStopTimeoutSeconds = stop });

    private static Gen<ScalingSpec> Scaling(bool gpu) => Gen.Select(Maybe(Provisioned(gpu)), Maybe(Gen.Select(MaybeValue(Gen.Bool), Gen.Int[0, 50], (enabled, most) => new OnDemandSpec { Enabled = enabled, MaxInstances = most })),
        (provisioned, onDemand) => new ScalingSpec { Provisioned = provisioned, OnDemand = onDemand });

    private static Gen<ProvisionedSpec> Provisioned(bool gpu) => Gen.Select(
        Gen.Int[0, 5], MaybeValue(Gen.Bool), gpu ? MaybeValue(Gen.Bool) : Gen.Const((bool?)null),
        Maybe(Gen.Int[0, 3].Select(Gen.Int[0, 9], (count, target) => Enumerable.Range(0, count).Select(i => new ProvisionedSchedule { Name = $"s{i}", Schedule = $"cron(0 {i} 8 * * *)", Target = target, TimeZone = i == 0 ? "Asia/Shanghai" : null }).ToList())),
        !gpu ? Gen.Const((List<ProvisionedTracking>?)null) : Maybe(Gen.Select(Gen.Int[1, 100], Gen.Int[0, 3], (percent, min) => new List<ProvisionedTracking> { new() { Name = "t", Metric = TrackingMetric.ConcurrencyUtilization, TargetPercent = percent, Min = min, Max = min + 1 } })),
        (target, cpu, card, schedules, tracking) => new ProvisionedSpec { Target = target, AlwaysAllocateCPU = cpu, AlwaysAllocateGPU = card, Schedules = schedules, Tracking = tracking });

    private static Gen<HttpSpec> Http() => Gen.Select(
        Gen.Enum<HttpAuth>(), Maybe(Gen.Shuffle(Enum.GetValues<HttpVerb>(), 1, 4).Select(verbs => verbs.ToList())), MaybeValue(Gen.Bool),
        (auth, methods, url) => new HttpSpec { Auth = auth, Methods = methods, PublicUrl = url });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class =>
        Gen.OneOf(Gen.Const((T?)null), gen.Select(value => (T?)value));

    private static Gen<T?> MaybeValue<T>(Gen<T> gen)
        where T : struct =>
        Gen.OneOf(Gen.Const((T?)null), gen.Select(value => (T?)value));
}
