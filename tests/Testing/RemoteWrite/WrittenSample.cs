namespace Sonde.Testing.RemoteWrite;

/// <summary>One sample as it was on the wire.</summary>
/// <param name="Value">The number, bit for bit (a staleness marker is one certain NaN).</param>
/// <param name="TimestampMilliseconds">Since the epoch.</param>
public sealed record WrittenSample(double Value, long TimestampMilliseconds)
{
    private const long StaleNaNBits = 0x7ff0000000000002;

    /// <summary>Since when the series counts, in milliseconds since the epoch; 0 is not said (and always so in 1.0).</summary>
    public long StartTimestampMilliseconds { get; init; }

    /// <summary>It is Prometheus' staleness marker.</summary>
    public bool IsStale => BitConverter.DoubleToInt64Bits(Value) == StaleNaNBits;
}
