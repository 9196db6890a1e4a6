using CsCheck;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Series;
using Sonde.Testing.Proto;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>What our encoder writes, Google's decoder reads back.</summary>
public sealed class WriteRequestEncoderTests
{
    [Fact]
    [Trait(Fuzz.Trait, Fuzz.Value)]
    [Spec("2.11 labels of 1.0")]
    [Spec("2.3 order")]
    public void Any_samples_are_read_back_with_their_labels_sorted_by_bytes()
    {
        var label = Gen.Select(Gen.String[1, 12].Where(IsText), Gen.String[1, 300].Where(IsText));
        var sample = Gen.Select(label.Array[1, 8], Gen.Double, Gen.Long);
        sample.Array[0, 20].Sample(samples =>
        {
            EncodedRequest request = new();
            List<string> expected = [];
            foreach (var (labels, value, timestamp) in samples)
            {
                var set = SetOf(labels);
                WriteRequestEncoder.AddSample(request, LabelCodec.Encode(set), value, timestamp);
                expected.Add(Show(set.Labels.Select(l => (l.Name, l.Value)), value, timestamp));
            }

            request.Compress();
            var decoded = WriteRequest.Parser.ParseFrom(Snappier.Snappy.DecompressToArray(request.Compressed.Span));
            return expected.SequenceEqual(decoded.Timeseries.Select(ts => Show(ts.Labels.Select(l => (l.Name, l.Value)), ts.Samples.Single().Value, ts.Samples.Single().Timestamp)))
                && decoded.Timeseries.All(ts => IsSorted(ts.Labels.Select(l => l.Name)));
        }, iter: Fuzz.Rounds(100));
    }

    [Fact]
    public void Encoded_labels_are_read_back() =>
        Gen.Select(Gen.String[1, 10].Where(IsText), Gen.String[1, 10].Where(IsText)).Array[0, 10].Sample(labels =>
        {
            var set = SetOf(labels);
            LabelSet back = new();
            LabelCodec.Decode(LabelCodec.Encode(set), back);
            return set.Labels.SequenceEqual(back.Labels);
        });

    [Fact]
    [Spec("3 request of 1.0")]
    public void Metadata_is_read_back()
    {
        EncodedRequest request = new();
        WriteRequestEncoder.AddMetadata(request, "vllm:x", MetricType.Histogram, "How long ü");
        WriteRequestEncoder.AddMetadata(request, "y", MetricType.Unknown, "");

        var decoded = WriteRequest.Parser.ParseFrom(request.Message);

        Assert.Equal([("vllm:x", "How long ü", MetricMetadata.Types.MetricType.Histogram), ("y", "", MetricMetadata.Types.MetricType.Unknown)],
            decoded.Metadata.Select(m => (m.MetricFamilyName, m.Help, m.Type)));
    }

    [Fact]
    [Spec("6 staleness: series gone")]
    public void A_stale_marker_keeps_its_bits()
    {
        EncodedRequest request = new();
        WriteRequestEncoder.AddSample(request, [], SampleValue.StaleMarker, 1);

        Assert.Equal(0x7ff0000000000002, BitConverter.DoubleToInt64Bits(WriteRequest.Parser.ParseFrom(request.Message).Timeseries[0].Samples[0].Value));
    }

    private static LabelSet SetOf((string, string)[] labels)
    {
        LabelSet set = new();
        foreach (var (name, value) in labels)
            set.Set(name, value);
        set.Sort();
        return set;
    }

    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);

    private static bool IsSorted(IEnumerable<string> names)
    {
        var bytes = names.Select(name => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name))).ToList();
        return bytes.SequenceEqual(bytes.Distinct().Order(StringComparer.Ordinal));
    }

    private static string Show(IEnumerable<(string Name, string Value)> labels, double value, long timestamp) =>
        $"{string.Join("\u0001", labels.Select(l => $"{l.Name}\u0002{l.Value}"))} {BitConverter.DoubleToInt64Bits(value)} {timestamp}";
}
