using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>One function (LATEST or a published version) as it is stored. Never changes: an update stores another record.</summary>
/// <param name="VersionId">"0" for LATEST.</param>
/// <param name="Config">Everything that GetFunction answers but the states; must not be changed.</param>
/// <param name="Generation">Counts the updates; instances of an older generation are outdated.</param>
public sealed record FunctionRecord(string AccountId, string Region, string Name, string VersionId, JsonObject Config, long Generation)
{
    /// <summary>The package of a function that is not a container; null for containers.</summary>
    internal FunctionCode? Code { get; init; }

    /// <summary><c>acs:fc:{region}:{account}:functions/{name}</c>.</summary>
    public string Arn => $"acs:fc:{Region}:{AccountId}:functions/{Name}";

    /// <summary>Image reference as declared; empty for other runtimes.</summary>
    public string Image => Text(Container, "image");

    /// <summary>Overrides the image's entry point; empty when not declared.</summary>
    public IReadOnlyList<string> Entrypoint => Texts(Container?["entrypoint"]);

    /// <summary>Arguments behind the entry point; empty when not declared.</summary>
    public IReadOnlyList<string> Command => Texts(Container?["command"]);

    /// <summary>Port that the server in the instance listens on.</summary>
    public int Port => Number(Container, "port", 9000);

    /// <summary>Declared environment; what FC injects is not in it.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        Config["environmentVariables"] is JsonObject all ? all.ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>() ?? "", StringComparer.Ordinal) : new();

    /// <summary>OSS mounts in declared order.</summary>
    public IReadOnlyList<OssMount> OssMounts =>
        Config["ossMountConfig"]?["mountPoints"] is JsonArray mounts ? [.. mounts.OfType<JsonObject>().Select(OssMount.From)] : [];

    /// <summary>The initializer, or null when none is declared.</summary>
    public LifecycleHook? Initializer => LifecycleHook.From(Config["instanceLifecycleConfig"]?["initializer"]);

    /// <summary>The hook before an instance is destroyed, or null when none is declared.</summary>
    public LifecycleHook? PreStop => LifecycleHook.From(Config["instanceLifecycleConfig"]?["preStop"]);

    /// <summary>The health check, or null when none is declared.</summary>
    public HealthCheck? HealthCheck => HealthCheck.From(Container?["healthCheckConfig"]);

    /// <summary>Longest time that one invocation may take.</summary>
    public TimeSpan Timeout => TimeSpan.FromSeconds(Number(Config, "timeout", 3));

    /// <summary>Declared grace before an idle on-demand instance goes; null leaves it to the platform.</summary>
    public TimeSpan? IdleTimeout => Number(Config, "idleTimeout", -1) is var seconds and >= 0 ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Requests that one instance takes at once.</summary>
    public int InstanceConcurrency => Number(Config, "instanceConcurrency", 1);

    /// <summary>Virtual CPUs.</summary>
    public double Cpu => Config.Number("cpu") ?? 0;

    /// <summary>Memory in MB.</summary>
    public int MemorySize => Number(Config, "memorySize", 512);

    /// <summary>For example <c>fc.gpu.ada.1</c>; empty for a CPU function.</summary>
    public string GpuType => Text(Config["gpuConfig"], "gpuType");

    /// <summary>GPU memory in MB; 0 for a CPU function.</summary>
    public int GpuMemorySize => Number(Config["gpuConfig"], "gpuMemorySize", 0);

    /// <summary>ARN of the role whose credentials are injected; empty when none.</summary>
    public string Role => Text(Config, "role");

    /// <summary>None, Env, Request or All: where role credentials must not be injected.</summary>
    public string DisableInjectCredentials => Text(Config, "disableInjectCredentials") is { Length: > 0 } text ? text : "None";

    /// <summary>Declared handler; meaningless to a container but injected.</summary>
    public string Handler => Text(Config, "handler");

    /// <summary>True after DisableFunctionInvocation: no instance may run.</summary>
    public bool InvocationDisabled => Config["invocationRestriction"]?["disable"]?.GetValue<bool>() ?? false;

    private JsonObject? Container => Config["customContainerConfig"] as JsonObject;

    private static string Text(JsonNode? parent, string name) => (parent as JsonObject)?[name]?.GetValue<string>() ?? "";

    private static int Number(JsonNode? parent, string name, int otherwise) => (int)((parent as JsonObject).Number(name) ?? otherwise);

    private static string[] Texts(JsonNode? list) => list is JsonArray items ? [.. items.Select(item => item?.GetValue<string>() ?? "")] : [];
}
