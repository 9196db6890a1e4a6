namespace Sonde.Agent.Core.Series;

/// <summary>A value of a series at a time.</summary>
/// <remarks>Timestamps are milliseconds since 1970, wall clock.</remarks>
internal readonly record struct Sample(SampleSeries Series, double Value, long Timestamp, SampleDetail? Detail = null)
{
    private const int Numbers = 24;

    /// <summary>What it weighs in a queue, in bytes: labels, value with timestamp, exemplar.</summary>
    public int Weight => Series.Weight + (Detail?.Exemplar is { } exemplar ? exemplar.Labels.Length + Numbers : 0);
}
