using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>What may be set and changed of a function. In an update null means: not sent, stays; empty means: cleared.</summary>
public record FunctionConfig
{
    /// <summary><c>custom-container</c> for ours.</summary>
    public string? Runtime { get; init; }

    /// <summary>Required by the service for every runtime, meaningless for a container.</summary>
    public string? Handler { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>vCPU, steps of 0.05.</summary>
    public decimal? Cpu { get; init; }

    /// <summary>MB.</summary>
    public int? MemorySize { get; init; }

    /// <summary>MB: 512 or 10240.</summary>
    public int? DiskSize { get; init; }

    /// <summary>Seconds a request may take, 1 to 86400.</summary>
    public int? Timeout { get; init; }

    /// <summary>Requests at once in one instance, 1 to 200.</summary>
    public int? InstanceConcurrency { get; init; }

    /// <summary>Environment, 4 KB in all; names beginning <c>FC_</c> are refused. Empty clears.</summary>
    public IReadOnlyDictionary<string, string>? EnvironmentVariables { get; init; }

    /// <summary>ARN of the role whose credentials the function gets. Empty clears.</summary>
    public string? Role { get; init; }

    /// <summary>Whether the function reaches the internet.</summary>
    public bool? InternetAccess { get; init; }

    /// <summary>Image, command, port, health check.</summary>
    public CustomContainerConfig? CustomContainerConfig { get; init; }

    /// <summary>GPU card and its memory.</summary>
    public GpuConfig? GpuConfig { get; init; }

    /// <summary>Network of the function.</summary>
    public VpcConfig? VpcConfig { get; init; }

    /// <summary>NAS mounts.</summary>
    public NasConfig? NasConfig { get; init; }

    /// <summary>OSS mounts.</summary>
    public OssMountConfig? OssMountConfig { get; init; }

    /// <summary>Where logs go.</summary>
    public LogConfig? LogConfig { get; init; }

    /// <summary>Hooks.</summary>
    public InstanceLifecycleConfig? InstanceLifecycleConfig { get; init; }

    /// <summary>Name servers.</summary>
    [JsonPropertyName("customDNS")]
    public CustomDns? CustomDns { get; init; }

    /// <summary>Tracing.</summary>
    public TracingConfig? TracingConfig { get; init; }

    /// <summary>ARNs of layers; not for containers. Text on the way in, objects on the way out.</summary>
    [JsonConverter(typeof(LayersConverter))]
    public IReadOnlyList<string>? Layers { get; init; }

    /// <summary>Seconds an idle on-demand instance is kept; -1 clears.</summary>
    public int? IdleTimeout { get; init; }

    /// <summary>Where not to inject the role's credentials: <c>None</c>, <c>Env</c>, <c>Request</c>, <c>All</c>.</summary>
    public string? DisableInjectCredentials { get; init; }

    /// <summary><c>NONE</c>, <c>MCP_SSE</c>, <c>GENERATED_COOKIE</c>, <c>HEADER_FIELD</c>.</summary>
    public string? SessionAffinity { get; init; }

    /// <summary>JSON text.</summary>
    public string? SessionAffinityConfig { get; init; }

    /// <summary><c>SHARE</c> or <c>SESSION_EXCLUSIVE</c>.</summary>
    public string? InstanceIsolationMode { get; init; }
}
