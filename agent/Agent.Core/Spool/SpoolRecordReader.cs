using System.Buffers.Binary;
using System.Text;
using Snappier;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Spool;

/// <summary>The content of one record → samples. Whatever the bytes are, it gives all samples or none, and never throws.</summary>
internal ref struct SpoolRecordReader
{
    private const int LongestContent = 64 << 20;

    private readonly List<Sample> _samples;
    private readonly List<MetricFamily> _families = [];
    private ReadOnlySpan<byte> _rest;
    private bool _isBroken;

    private SpoolRecordReader(ReadOnlySpan<byte> content, List<Sample> samples)
    {
        _rest = content;
        _samples = samples;
    }

    /// <summary>Adds the samples of a record.</summary>
    /// <returns>False where it is none; nothing is added then.</returns>
    public static bool TryRead(ReadOnlySpan<byte> record, List<Sample> samples)
    {
        var before = samples.Count;
        if (Content(record) is not { } content)
            return false;

        SpoolRecordReader reader = new(content, samples);
        reader.Read();
        if (!reader._isBroken && reader._rest.IsEmpty)
            return true;

        samples.RemoveRange(before, samples.Count - before);
        return false;
    }

    private static byte[]? Content(ReadOnlySpan<byte> record)
    {
        try
        {
            // The length that it claims is not to be believed before it is bounded: it would be allocated.
            return Snappy.GetUncompressedLength(record) is >= 0 and <= LongestContent ? Snappy.DecompressToArray(record) : null;
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    // Counts are not believed: what bounds the work is the bytes.
    private void Read()
    {
        for (var left = Varint(); left > 0 && !_isBroken; left--)
            ReadFamily();
        for (var left = Varint(); left > 0 && !_isBroken; left--)
            ReadSample();
    }

    private void ReadFamily()
    {
        var type = (MetricType)Varint();
        _families.Add(new MetricFamily(Text()) { Type = type, Help = Text(), Unit = Text() });
    }

    private void ReadSample()
    {
        var labels = Bytes().ToArray();
        var family = Varint();
        var (value, timestamp) = (BitConverter.Int64BitsToDouble(Number()), Number());
        var flags = Varint();
        var start = (flags & SpoolRecordWriter.HasStart) != 0 ? Number() : 0;
        var exemplar = (flags & SpoolRecordWriter.HasExemplar) != 0 ? ReadExemplar() : null;
        _isBroken |= family > (ulong)_families.Count;
        if (_isBroken)
            return;

        SampleSeries series = new(labels) { Family = family == 0 ? null : _families[(int)family - 1] };
        _samples.Add(new(series, value, timestamp, flags == 0 ? null : new(start, exemplar)));
    }

    private Exemplar ReadExemplar() => new(Bytes().ToArray(), BitConverter.Int64BitsToDouble(Number()), Number());

    private string Text() => Encoding.UTF8.GetString(Bytes());

    private ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        return length <= (ulong)_rest.Length ? Take((int)length) : Break();
    }

    private long Number() => _rest.Length >= sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))) : Break().Length;

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && !_rest.IsEmpty; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        return (ulong)Break().Length;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ReadOnlySpan<byte> Break()
    {
        _isBroken = true;
        _rest = default;
        return default;
    }
}
