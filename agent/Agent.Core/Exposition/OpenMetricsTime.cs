namespace Sonde.Agent.Core.Exposition;

/// <summary>Times of OpenMetrics: seconds, whole or with a fraction.</summary>
internal static class OpenMetricsTime
{
    /// <summary>A timestamp in milliseconds, cut as Prometheus cuts it.</summary>
    /// <exception cref="ExpositionException">It is no finite number.</exception>
    public static long Milliseconds(ReadOnlySpan<byte> seconds) => SampleValue.TryParse(seconds, out var value) && double.IsFinite(value)
        ? Milliseconds(value)
        : throw new ExpositionException($"'{Excerpt.Of(seconds)}' is not a timestamp in seconds");

    /// <summary>The same for a number that was read already.</summary>
    public static long Milliseconds(double seconds) => (long)(seconds * 1000);
}
