namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Network in which a registry is reached.</summary>
public sealed record RegistryNetworkConfig : WireObject
{
    /// <summary>VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>VSwitch.</summary>
    public string? VSwitchId { get; init; }

    /// <summary>Security group.</summary>
    public string? SecurityGroupId { get; init; }
}
