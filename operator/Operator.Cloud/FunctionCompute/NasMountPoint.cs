using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>One NAS mount.</summary>
public sealed record NasMountPoint : WireObject
{
    /// <summary>Host and path.</summary>
    public string? ServerAddr { get; init; }

    /// <summary>Where it appears.</summary>
    public string? MountDir { get; init; }

    /// <summary>Encrypted in transit.</summary>
    [JsonPropertyName("enableTLS")]
    public bool? EnableTls { get; init; }
}
