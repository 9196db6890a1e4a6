namespace Sonde.Agent.Core.Exposition;

/// <summary>Types of metric families, with the numbers of both remote write messages.</summary>
public enum MetricType
{
    /// <summary>Not said, or not understood.</summary>
    Unknown = 0,

    /// <summary>Only grows, or starts again from 0.</summary>
    Counter = 1,

    /// <summary>Goes both ways.</summary>
    Gauge = 2,

    /// <summary>Buckets, sum and count.</summary>
    Histogram = 3,

    /// <summary>Buckets that go both ways.</summary>
    GaugeHistogram = 4,

    /// <summary>Quantiles, sum and count.</summary>
    Summary = 5,

    /// <summary>Labels are the content; the value is 1.</summary>
    Info = 6,

    /// <summary>One of several states.</summary>
    StateSet = 7,
}
