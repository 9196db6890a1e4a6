using System.Buffers.Binary;
using System.Text;
using Sonde.Agent.Core.Exposition;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Writes <c>prometheus.WriteRequest</c>, the message of remote write 1.0.</summary>
/// <remarks>
/// timeseries = 1 {labels = 1, samples = 2 {value = 1 (double), timestamp = 2 (int64, ms)}};
/// metadata = 3 {type = 1, metric_family_name = 2, help = 4, unit = 5}. Labels come encoded with the series.
/// </remarks>
internal static class WriteRequestEncoder
{
    private const byte TimeSeriesTag = (1 << 3) | 2;
    private const byte MetadataTag = (3 << 3) | 2;
    private const byte SampleTag = (2 << 3) | 2;
    private const byte ValueTag = (1 << 3) | 1;
    private const byte TimestampTag = 2 << 3;
    private const int ValueLength = 1 + sizeof(double);
    private const int MaxOverhead = 48;

    /// <summary>Adds a series with one sample.</summary>
    public static void AddSample(EncodedRequest request, ReadOnlySpan<byte> labels, double value, long timestamp)
    {
        var sampleLength = ValueLength + 1 + Protobuf.VarintLength((ulong)timestamp);
        var seriesLength = labels.Length + 1 + Protobuf.LengthPrefixed(sampleLength);
        var reserved = request.Reserve(seriesLength + MaxOverhead);
        var rest = reserved;

        WriteTag(ref rest, TimeSeriesTag);
        Protobuf.WriteVarint(ref rest, (uint)seriesLength);
        labels.CopyTo(rest);
        rest = rest[labels.Length..];

        WriteTag(ref rest, SampleTag);
        Protobuf.WriteVarint(ref rest, (uint)sampleLength);
        WriteTag(ref rest, ValueTag);
        BinaryPrimitives.WriteDoubleLittleEndian(rest, value);
        rest = rest[sizeof(double)..];
        WriteTag(ref rest, TimestampTag);
        Protobuf.WriteVarint(ref rest, (ulong)timestamp);

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
