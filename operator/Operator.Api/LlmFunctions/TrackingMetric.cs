namespace Sonde.Operator.Api;

/// <summary>A figure that scaling can follow.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrackingMetric>))]
public enum TrackingMetric
{
    /// <summary>Busy share of the provisioned concurrency.</summary>
    ConcurrencyUtilization,

    /// <summary>CPU.</summary>
    CPUUtilization,

    /// <summary>GPU memory.</summary>
    GPUMemoryUtilization,

    /// <summary>GPU cores.</summary>
    GPUUtilization,
}
