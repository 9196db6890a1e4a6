namespace Sonde.Operator.Api;

/// <summary>Instances that start with a request, freeze between requests and go when idle.</summary>
public sealed record OnDemandSpec
{
    /// <summary>Whether there are any; without them scaling.provisioned.target must be above 0.</summary>
    public bool? Enabled { get; set; }

    /// <summary>How many at most, 0 to 10000.</summary>
    [Bounds(0, 10000)]
    public int? MaxInstances { get; set; }
}
