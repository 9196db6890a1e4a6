namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>How to reach a registry that is not ACR.</summary>
public sealed record RegistryConfig : WireObject
{
    /// <summary>User and password.</summary>
    public RegistryAuthConfig? AuthConfig { get; init; }

    /// <summary>Trust.</summary>
    public RegistryCertConfig? CertConfig { get; init; }

    /// <summary>Network in which the registry is reached.</summary>
    public RegistryNetworkConfig? NetworkConfig { get; init; }
}
