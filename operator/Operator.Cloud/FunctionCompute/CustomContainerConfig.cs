namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>The container. Replaced as a whole.</summary>
public sealed record CustomContainerConfig : WireObject
{
    /// <summary>Image, with a digest where it must not move.</summary>
    public string? Image { get; init; }

    /// <summary>Replaces the image's entrypoint; empty or null: the image's.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Replaces the image's command; empty or null: the image's.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Where the server listens; 9000 by default.</summary>
    public int? Port { get; init; }

    /// <summary>Health check.</summary>
    public HealthCheckConfig? HealthCheckConfig { get; init; }

    /// <summary>How to reach a registry that is not ACR. Not echoed, or masked: never compare.</summary>
    public RegistryConfig? RegistryConfig { get; init; }

    /// <summary>Deprecated: id of an ACR enterprise instance.</summary>
    public string? AcrInstanceId { get; init; }

    /// <summary>Deprecated: <c>Default</c> or <c>None</c>.</summary>
    public string? AccelerationType { get; init; }

    /// <summary>Read-only: image with the digest that was fixed at create or update.</summary>
    public string? ResolvedImageUri { get; init; }

    /// <summary>Read-only: state of image acceleration.</summary>
    public AccelerationInfo? AccelerationInfo { get; init; }
}
