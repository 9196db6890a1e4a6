using System.Buffers.Binary;
using System.Text;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Spool;

/// <summary>Samples → the content of one record, a snappy block. A record stands alone: whatever happens to its neighbours, it can be read.</summary>
/// <remarks>
/// Families (type, name, help, unit), then samples: labels, number of the family from 1 (0: none), value and timestamp in 8 bytes each, what it has besides.
/// Texts have their length in front; lengths and counts are varints; numbers are little-endian.
/// </remarks>
internal sealed class SpoolRecordWriter
{
    public const byte HasStart = 1;
    public const byte HasExemplar = 2;
    private const int LongestVarint = 10;

    private readonly EncodedRequest _buffer = new();
    private readonly Dictionary<MetricFamily, int> _families = [];

    /// <summary>The content; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<Sample> samples)
    {
        _buffer.Clear();
        _families.Clear();
        for (var i = 0; i < samples.Count; i++)
        {
            if (samples[i].Series.Family is { } family)
                _families.TryAdd(family, _families.Count + 1);
        }

        Varint((ulong)_families.Count);
        foreach (var family in _families.Keys)
            Family(family);
        Varint((ulong)samples.Count);
        for (var i = 0; i < samples.Count; i++)
            Sample(samples[i]);
        _buffer.Compress();
        return _buffer.Compressed;
    }

    private void Family(MetricFamily family)
    {
        Varint((ulong)family.Type);
        Text(family.Name);
        Text(family.Help);
        Text(family.Unit);
    }

    private void Sample(in Sample sample)
    {
        Bytes(sample.Series.Labels);
        Varint(sample.Series.Family is { } family ? (ulong)_families[family] : 0);
        Number(BitConverter.DoubleToInt64Bits(sample.Value));
        Number(sample.Timestamp);

        var start = sample.Detail?.StartTimestamp ?? 0;
        var exemplar = sample.Detail?.Exemplar;
        Varint((ulong)((start == 0 ? 0 : HasStart) | (exemplar is null ? 0 : HasExemplar)));
        if (start != 0)
            Number(start);
        if (exemplar is null)
            return;
        Bytes(exemplar.Labels);
        Number(BitConverter.DoubleToInt64Bits(exemplar.Value));
        Number(exemplar.Timestamp);
    }

    private void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)bytes.Length);
        bytes.CopyTo(_buffer.Reserve(bytes.Length));
        _buffer.Advance(bytes.Length);
    }

    private void Number(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.Reserve(sizeof(long)), number);
        _buffer.Advance(sizeof(long));
    }

    private void Varint(ulong number)
    {
        var reserved = _buffer.Reserve(LongestVarint);
        var rest = reserved;
        Protobuf.WriteVarint(ref rest, number);
        _buffer.Advance(reserved.Length - rest.Length);
    }
}
