using System.Text.Json;
using CsCheck;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Cloud;

public sealed class FunctionConfigProperties
{
    private static readonly Gen<string?> s_text = Gen.OneOf(Nothing<string?>(), Gen.Int[0, 0].Select(_ => (string?)""), Gen.String.Where(IsText).Select(text => (string?)text));
    private static readonly Gen<int?> s_number = Gen.OneOf(Nothing<int?>(), Gen.Int.Select(number => (int?)number));
    private static readonly Gen<bool?> s_flag = Gen.OneOf(Nothing<bool?>(), Gen.Bool.Select(flag => (bool?)flag));
    private static readonly Gen<IReadOnlyList<string>?> s_texts = ListOf(Gen.String.Where(IsText));
    private static readonly Gen<decimal?> s_cpu = Gen.OneOf(Nothing<decimal?>(), Gen.Int[1, 640].Select(steps => (decimal?)(steps * 0.05m)));

    private static readonly Gen<IReadOnlyDictionary<string, string>?> s_map = Gen.OneOf(
        Nothing<IReadOnlyDictionary<string, string>?>(),
        Gen.Dictionary(Gen.String[Gen.Char['A', 'Z'], 1, 9], Gen.String.Where(IsText))[0, 5].Select(map => (IReadOnlyDictionary<string, string>?)map));

    private static readonly Gen<OssMountConfig?> s_mounts = Maybe(ListOf(
            Gen.Select(s_text, s_text, s_text, s_text, s_flag, (bucket, path, endpoint, dir, readOnly) => new OssMountPoint { BucketName = bucket, BucketPath = path, Endpoint = endpoint, MountDir = dir, ReadOnly = readOnly }))
        .Select(points => new OssMountConfig { MountPoints = points }));

    private static readonly Gen<HealthCheckConfig?> s_health = Maybe(Gen.Select(s_text, s_number, s_number, s_number, s_number, s_number,
        (url, delay, period, timeout, failures, successes) => new HealthCheckConfig { HttpGetUrl = url, InitialDelaySeconds = delay, PeriodSeconds = period, TimeoutSeconds = timeout, FailureThreshold = failures, SuccessThreshold = successes }));

    private static readonly Gen<CustomContainerConfig?> s_container = Maybe(Gen.Select(s_text, s_texts, s_texts, s_number, s_health,
        (image, entrypoint, command, port, health) => new CustomContainerConfig { Image = image, Entrypoint = entrypoint, Command = command, Port = port, HealthCheckConfig = health }));

    private static readonly Gen<LifecycleHook?> s_hook = Maybe(Gen.Select(s_text, s_texts, s_number, (handler, command, timeout) => new LifecycleHook { Handler = handler, Command = command, Timeout = timeout }));

    private static readonly Gen<InstanceLifecycleConfig?> s_lifecycle = Maybe(Gen.Select(s_hook, s_hook, (initializer, preStop) => new InstanceLifecycleConfig { Initializer = initializer, PreStop = preStop }));

    private static readonly Gen<LogConfig?> s_log = Maybe(Gen.Select(s_text, s_text, s_flag, s_flag, s_flag, s_text,
        (project, logstore, request, instance, llm, rule) => new LogConfig { Project = project, Logstore = logstore, EnableRequestMetrics = request, EnableInstanceMetrics = instance, EnableLlmMetrics = llm, LogBeginRule = rule }));

    private static readonly Gen<FunctionConfig> s_plain = Gen.Select(s_text, s_cpu, s_number, s_number, s_flag, s_map, s_texts,
        (text, cpu, memory, timeout, internet, environment, layers) => new FunctionConfig
        {
            Runtime = text,
            Handler = text,
            Description = text,
            Role = text,
            Cpu = cpu,
            MemorySize = memory,
            DiskSize = memory,
            Timeout = timeout,
            InstanceConcurrency = timeout,
            IdleTimeout = memory,
            InternetAccess = internet,
            EnvironmentVariables = environment,
            Layers = layers,
            DisableInjectCredentials = text,
            SessionAffinity = text,
            SessionAffinityConfig = text,
            InstanceIsolationMode = text,
        });

    private static readonly Gen<FunctionConfig> s_config = Gen.Select(s_plain, s_mounts, s_container, s_lifecycle, s_log, s_texts, s_number,
        (plain, mounts, container, lifecycle, log, list, number) => plain with
        {
            OssMountConfig = mounts,
            CustomContainerConfig = container,
            InstanceLifecycleConfig = lifecycle,
            LogConfig = log,
            VpcConfig = list is null ? null : new VpcConfig { VpcId = plain.Role, VSwitchIds = list, SecurityGroupId = plain.Role },
            GpuConfig = number is null ? null : new GpuConfig { GpuType = plain.Role, GpuMemorySize = number },
            NasConfig = number is null ? null : new NasConfig { UserId = number, GroupId = number, MountPoints = [new() { ServerAddr = plain.Role, EnableTls = plain.InternetAccess }] },
            CustomDns = list is null ? null : new CustomDns { NameServers = list, Searches = list, DnsOptions = [new() { Name = plain.Role, Value = plain.Role }] },
            TracingConfig = number is null ? null : new TracingConfig { Type = plain.Role, Params = plain.EnvironmentVariables },
        });

    [Fact]
    public void A_config_keeps_everything_on_its_way_over_the_wire() => s_config.Sample(
        config =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(config, FunctionComputeJson.Default.FunctionConfig);
            var back = JsonSerializer.Deserialize(json, FunctionComputeJson.Default.FunctionConfig)!;
            Assert.Equivalent(config, back, strict: true);
            Assert.Equal(json, JsonSerializer.SerializeToUtf8Bytes(back, FunctionComputeJson.Default.FunctionConfig));
        },
        iter: 200);

    // Half a surrogate pair is no text, and JSON cannot carry it.
    private static bool IsText(string text) => !text.Any(char.IsSurrogate);

    private static Gen<IReadOnlyList<T>?> ListOf<T>(Gen<T> item) =>
        Gen.OneOf(Nothing<IReadOnlyList<T>?>(), item.List[0, 4].Select(items => (IReadOnlyList<T>?)items));

    private static Gen<T> Nothing<T>() => Gen.Int[0, 0].Select(_ => default(T)!);

    private static Gen<T?> Maybe<T>(Gen<T> item)
        where T : class => Gen.OneOf(Nothing<T?>(), item.Select(some => (T?)some));
}
