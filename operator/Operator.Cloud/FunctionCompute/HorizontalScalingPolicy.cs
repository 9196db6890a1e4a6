namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Instances by load.</summary>
public sealed record HorizontalScalingPolicy : WireObject
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>E.g. <c>ProvisionedConcurrencyUtilization</c>, <c>CPUUtilization</c>, <c>GPUMemUtilization</c>.</summary>
    public string? MetricType { get; init; }

    /// <summary>0 to 1.</summary>
    public decimal? MetricTarget { get; init; }

    /// <summary>Fewest instances.</summary>
    public int? MinInstances { get; init; }

    /// <summary>Most instances.</summary>
    public int? MaxInstances { get; init; }

    /// <summary>Begin.</summary>
    public string? StartTime { get; init; }

    /// <summary>End.</summary>
    public string? EndTime { get; init; }

    /// <summary>Time zone; then times have no <c>Z</c>.</summary>
    public string? TimeZone { get; init; }
}
