namespace Sonde.Operator.Api;

/// <summary>What instances may reach.</summary>
public sealed record NetworkSpec
{
    /// <summary>Whether instances reach the internet; without it the remote-write endpoint must be reachable inside the VPC.</summary>
    public bool? InternetAccess { get; set; }

    /// <summary>The VPC that instances join.</summary>
    public VpcSpec? Vpc { get; set; }
}
