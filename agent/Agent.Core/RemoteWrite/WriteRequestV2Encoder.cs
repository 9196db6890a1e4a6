using System.Buffers.Binary;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Writes <c>io.prometheus.write.v2.Request</c>, the message of remote write 2.0.</summary>
/// <remarks>
/// symbols = 4; timeseries = 5 {labels_refs = 1 (packed), samples = 2 {value = 1, timestamp = 2, start_timestamp = 3},
/// exemplars = 4 {labels_refs = 1, value = 2, timestamp = 3}, metadata = 5 {type = 1, help_ref = 3, unit_ref = 4}}.
/// Symbols are known last and stand first, so they are put in front once all series are there.
/// </remarks>
internal sealed class WriteRequestV2Encoder
{
    private const byte TimeSeriesTag = (5 << 3) | 2;
    private const byte LabelRefsTag = (1 << 3) | 2;
    private const byte SampleTag = (2 << 3) | 2;
    private const byte ExemplarTag = (4 << 3) | 2;
    private const byte MetadataTag = (5 << 3) | 2;
    private const int ValueLength = 1 + sizeof(double);
    private const int MaxOverhead = 128;

    private readonly SymbolTable _symbols = new();
    private readonly LabelRefs _labels;
    private readonly LabelRefs _exemplarLabels;
    private MetricFamily? _family;
    private FamilyRefs _familyRefs;

    public WriteRequestV2Encoder()
    {
        _labels = new(_symbols);
        _exemplarLabels = new(_symbols);
    }

    /// <summary>Starts a request.</summary>
    public void Begin()
    {
        _symbols.Clear();
        _labels.Begin();
        _exemplarLabels.Begin();
        // References into the symbols of the request before would be another text, or none at all.
        (_family, _familyRefs) = (null, default);
    }

    /// <summary>Adds a series with one sample.</summary>
    /// <param name="request">Receives it.</param>
    /// <param name="labels">As <see cref="LabelCodec"/> writes them.</param>
    /// <param name="sample">Value, timestamp and what is known besides.</param>
    /// <param name="family">Its metadata; null for none.</param>
    /// <param name="exemplar">Null for none.</param>
    public void Add(EncodedRequest request, byte[] labels, in Sample sample, MetricFamily? family, Exemplar? exemplar)
    {
        _labels.Set(labels);
        _exemplarLabels.Set(exemplar is null ? [] : exemplar.Labels);
        var metadata = RefsOf(family);
        var start = sample.Detail?.StartTimestamp ?? 0;

        var sampleLength = SampleLength(sample, start);
        var exemplarLength = exemplar is null ? 0 : ExemplarLength(exemplar);
        var length = 1 + Protobuf.LengthPrefixed(_labels.Length) + 1 + Protobuf.LengthPrefixed(sampleLength)
            + (exemplar is null ? 0 : 1 + Protobuf.LengthPrefixed(exemplarLength))
            + (metadata.Length == 0 ? 0 : 2 + metadata.Length);

        var reserved = request.Reserve(length + MaxOverhead);
        var rest = reserved;
        WriteLength(ref rest, TimeSeriesTag, length);
        _labels.Write(ref rest, LabelRefsTag);
        WriteLength(ref rest, SampleTag, sampleLength);
        WriteSample(ref rest, sample, start);
        if (exemplar is not null)
        {
            WriteLength(ref rest, ExemplarTag, exemplarLength);
            WriteExemplar(ref rest, exemplar);
        }

        if (metadata.Length > 0)
            WriteMetadata(ref rest, metadata);
        request.Advance(reserved.Length - rest.Length);
    }

    /// <summary>Completes the request.</summary>
    public void End(EncodedRequest request) => request.Prepend(_symbols.Encoded);

    private FamilyRefs RefsOf(MetricFamily? family)
    {
        // Series of one family follow each other.
        if (!ReferenceEquals(family, _family))
        {
            _family = family;
            _familyRefs = family is null ? default : FamilyRefs.Of(family.Type, _symbols.Of(family.Help), _symbols.Of(family.Unit));
        }

        return _familyRefs;
    }

    private static int SampleLength(in Sample sample, long start) =>
        ValueLength + 1 + Protobuf.VarintLength((ulong)sample.Timestamp)
        + (start == 0 ? 0 : 1 + Protobuf.VarintLength((ulong)start));

    private static void WriteSample(ref Span<byte> rest, in Sample sample, long start)
    {
        WriteDouble(ref rest, (1 << 3) | 1, sample.Value);
        WriteNumber(ref rest, 2 << 3, (ulong)sample.Timestamp);
        if (start != 0)
            WriteNumber(ref rest, 3 << 3, (ulong)start);
    }

    private int ExemplarLength(Exemplar exemplar) =>
        (_exemplarLabels.Length == 0 ? 0 : 1 + Protobuf.LengthPrefixed(_exemplarLabels.Length))
        + ValueLength + 1 + Protobuf.VarintLength((ulong)exemplar.Timestamp);

    private void WriteExemplar(ref Span<byte> rest, Exemplar exemplar)
    {
        if (_exemplarLabels.Length > 0)
            _exemplarLabels.Write(ref rest, LabelRefsTag);
        WriteDouble(ref rest, (2 << 3) | 1, exemplar.Value);
        WriteNumber(ref rest, 3 << 3, (ulong)exemplar.Timestamp);
    }

    private static void WriteMetadata(ref Span<byte> rest, FamilyRefs family)
    {
        WriteLength(ref rest, MetadataTag, family.Length);
        if (family.Type != 0)
            WriteNumber(ref rest, 1 << 3, family.Type);
        if (family.Help != 0)
            WriteNumber(ref rest, 3 << 3, family.Help);
        if (family.Unit != 0)
            WriteNumber(ref rest, 4 << 3, family.Unit);
    }

    private static void WriteLength(ref Span<byte> rest, byte tag, int length) => WriteNumber(ref rest, tag, (uint)length);

    private static void WriteNumber(ref Span<byte> rest, byte tag, ulong number)
    {
        rest[0] = tag;
        rest = rest[1..];
        Protobuf.WriteVarint(ref rest, number);
    }

    private static void WriteDouble(ref Span<byte> rest, byte tag, double value)
    {
        // A zero is written out: series of one length compress better than the bytes that are saved.
        rest[0] = tag;
        BinaryPrimitives.WriteDoubleLittleEndian(rest[1..], value);
        rest = rest[ValueLength..];
    }
}
