namespace Sonde.Operator.Api;

/// <summary>A number of provisioned instances that follows a figure.</summary>
[Rule("self.min <= self.max", "min must not exceed max")]
public sealed record ProvisionedTracking
{
    /// <summary>Name of the rule.</summary>
    [Required, DnsLabel]
    public string Name { get; set; } = "";

    /// <summary>The figure.</summary>
    [Required]
    public TrackingMetric Metric { get; set; }

    /// <summary>The value to hold, in percent.</summary>
    [Required, Bounds(1, 100)]
    public int TargetPercent { get; set; }

    /// <summary>Never fewer.</summary>
    [Required, Bounds(0, 10000)]
    public int Min { get; set; }

    /// <summary>Never more.</summary>
    [Required, Bounds(1, 10000)]
    public int Max { get; set; }
}
