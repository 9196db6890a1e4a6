namespace Sonde.Agent.Core.Series;

/// <summary>A value of a series at a time.</summary>
/// <remarks>Timestamps are milliseconds since 1970, wall clock.</remarks>
internal readonly record struct Sample(SampleSeries Series, double Value, long Timestamp, SampleDetail? Detail = null);
