using System.Buffers.Binary;
using System.Text;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Writes <c>prometheus.WriteRequest</c>, the message of remote write 1.0.</summary>
/// <remarks>
/// timeseries = 1 {labels = 1, samples = 2 {value = 1 (double), timestamp = 2 (int64, ms)},
/// exemplars = 3 {labels = 1, value = 2 (double), timestamp = 3 (int64, ms)}};
/// metadata = 3 {type = 1, metric_family_name = 2, help = 4, unit = 5}. Labels come encoded with the series.
/// </remarks>
internal static class WriteRequestEncoder
{
    private const byte TimeSeriesTag = (1 << 3) | 2;
    private const byte MetadataTag = (3 << 3) | 2;
    private const byte SampleTag = (2 << 3) | 2;
    private const byte ExemplarTag = (3 << 3) | 2;
    private const byte ValueTag = (1 << 3) | 1;
    private const byte TimestampTag = 2 << 3;
    private const byte ExemplarValueTag = (2 << 3) | 1;
    private const byte ExemplarTimestampTag = 3 << 3;
    private const int ValueLength = 1 + sizeof(double);
    private const int MaxOverhead = 96;

    /// <summary>Adds a series with one sample, and its exemplar if there is one.</summary>
    public static void AddSample(EncodedRequest request, ReadOnlySpan<byte> labels, double value, long timestamp, Exemplar? exemplar = null)
    {
        var sampleLength = NumbersLength(timestamp);
        var exemplarLength = exemplar is null ? 0 : exemplar.Labels.Length + NumbersLength(exemplar.Timestamp);
        var seriesLength = labels.Length + 1 + Protobuf.LengthPrefixed(sampleLength)
            + (exemplar is null ? 0 : 1 + Protobuf.LengthPrefixed(exemplarLength));
        var reserved = request.Reserve(seriesLength + MaxOverhead);
        var rest = reserved;

        WriteTag(ref rest, TimeSeriesTag);
        Protobuf.WriteVarint(ref rest, (uint)seriesLength);
        labels.CopyTo(rest);
        rest = rest[labels.Length..];

        WriteTag(ref rest, SampleTag);
        Protobuf.WriteVarint(ref rest, (uint)sampleLength);
        WriteNumbers(ref rest, ValueTag, value, timestamp);
        if (exemplar is not null)
        {
            WriteTag(ref rest, ExemplarTag);
            Protobuf.WriteVarint(ref rest, (uint)exemplarLength);
            // Labels have field 1 in both messages, so the bytes are the same.
            exemplar.Labels.CopyTo(rest);
            rest = rest[exemplar.Labels.Length..];
            WriteNumbers(ref rest, ExemplarValueTag, exemplar.Value, exemplar.Timestamp);
        }

        request.Advance(reserved.Length - rest.Length);
    }

    /// <summary>Adds what is known of a family.</summary>
    public static void AddMetadata(EncodedRequest request, string name, MetricType type, string help)
    {
        var nameLength = Encoding.UTF8.GetByteCount(name);
        var helpLength = Encoding.UTF8.GetByteCount(help);
        var length = 2 + 1 + Protobuf.LengthPrefixed(nameLength) + (helpLength == 0 ? 0 : 1 + Protobuf.LengthPrefixed(helpLength));
        var reserved = request.Reserve(length + MaxOverhead);
        var rest = reserved;

        WriteTag(ref rest, MetadataTag);
        Protobuf.WriteVarint(ref rest, (uint)length);
        WriteTag(ref rest, 1 << 3);
        Protobuf.WriteVarint(ref rest, (uint)type);
        WriteText(ref rest, (2 << 3) | 2, name, nameLength);
        if (helpLength > 0)
            WriteText(ref rest, (4 << 3) | 2, help, helpLength);

        request.Advance(reserved.Length - rest.Length);
    }

    private static int NumbersLength(long timestamp) => ValueLength + 1 + Protobuf.VarintLength((ulong)timestamp);

    /// <summary>A value and, in the field after it, its time.</summary>
    private static void WriteNumbers(ref Span<byte> rest, byte valueTag, double value, long timestamp)
    {
        // A zero is written out: series of one length compress better than the bytes that are saved.
        WriteTag(ref rest, valueTag);
        BinaryPrimitives.WriteDoubleLittleEndian(rest, value);
        rest = rest[sizeof(double)..];
        WriteTag(ref rest, valueTag == ValueTag ? TimestampTag : ExemplarTimestampTag);
        Protobuf.WriteVarint(ref rest, (ulong)timestamp);
    }

    private static void WriteText(ref Span<byte> rest, byte tag, string text, int length)
    {
        WriteTag(ref rest, tag);
        Protobuf.WriteVarint(ref rest, (uint)length);
        rest = rest[Encoding.UTF8.GetBytes(text, rest)..];
    }

    private static void WriteTag(ref Span<byte> rest, byte tag)
    {
        rest[0] = tag;
        rest = rest[1..];
    }
}
