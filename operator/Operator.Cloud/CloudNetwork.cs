namespace Sonde.Operator.Cloud;

/// <summary>Where the operator stands, as seen from the cloud.</summary>
public enum CloudNetwork
{
    /// <summary>Anywhere: the public addresses.</summary>
    Public,

    /// <summary>Inside a VPC of the same region: the internal addresses, free of traffic charges.</summary>
    Vpc,
}
