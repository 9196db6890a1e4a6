namespace Sonde.Operator.Api;

/// <summary>Provisioned instances in the cloud.</summary>
public sealed record ProvisionedStatus
{
    /// <summary>How many the cloud was told to run.</summary>
    public int? Target { get; set; }

    /// <summary>How many there are.</summary>
    public int? Current { get; set; }
}
