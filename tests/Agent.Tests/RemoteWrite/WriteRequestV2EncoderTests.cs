using System.Text;
using CsCheck;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Series;
using Sonde.Testing.RemoteWrite;
using Request = Sonde.Testing.Proto.V2.Request;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>What our encoder of 2.0 writes, Google's decoder reads back.</summary>
public sealed class WriteRequestV2EncoderTests
{
    public static TheoryData<double> Values =>
    [
        123.45, 42, 0, -15.5, -0.0, double.PositiveInfinity, double.NegativeInfinity, BitConverter.Int64BitsToDouble(0x7ff8000000000001),
        BitConverter.Int64BitsToDouble(0x7ff0000000000002), double.MaxValue, 2.2250738585072014e-308, 1.23e-4, 0.123456789012345, double.Epsilon,
    ];

    [Theory]
    [MemberData(nameof(Values))]
    [Spec("2.2 float, integer, zero, negative")]
    [Spec("2.2 +Inf, -Inf, NaN")]
    [Spec("2.2 large, small, 1.23e-4")]
    [Spec("2.2 precision 0.123456789012345")]
    [Spec("2.2 zero sample")]
    public void A_value_is_read_back_bit_for_bit(double value)
    {
        var first = Assert.Single(Decode([new(Series(("__name__", "a")), value, 1)], RemoteWriteProtocol.V1)).Samples.Single().Value;
        var second = Assert.Single(Decode([new(Series(("__name__", "a")), value, 1)])).Samples.Single().Value;

        Assert.Equal((BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(value)), (BitConverter.DoubleToInt64Bits(first), BitConverter.DoubleToInt64Bits(second)));
    }

    [Fact]
    [Trait(Fuzz.Trait, Fuzz.Value)]
    [Spec("2.4 symbols")]
    [Spec("2.3 order")]
    [Spec("2.3 no duplicate names, no empty names")]
    [Spec("2.3 unusual values and lengths")]
    [Spec("2.9 symbols unique within a request")]
    public void Any_samples_are_read_back_with_a_table_of_symbols_without_waste() =>
        AnySamples().Array[0, 30].Sample(samples =>
        {
            var message = Encode(samples);
            var request = Request.Parser.ParseFrom(message);
            var used = request.Timeseries.SelectMany(ts => ts.LabelsRefs.Concat(ts.Exemplars.SelectMany(e => e.LabelsRefs)).Append(ts.Metadata?.HelpRef ?? 0).Append(ts.Metadata?.UnitRef ?? 0)).Append(0u).ToHashSet();

            Assert.Equal("", request.Symbols[0]);
            Assert.Equal(request.Symbols.Count, request.Symbols.Distinct(StringComparer.Ordinal).Count());
            Assert.True(used.SetEquals(Enumerable.Range(0, request.Symbols.Count).Select(i => (uint)i)), "A symbol is unused, or a reference out of range.");
            Assert.All(request.Timeseries, ts => Assert.True(ts.LabelsRefs.Count % 2 == 0 && ts.Exemplars.All(e => e.LabelsRefs.Count % 2 == 0)));
            Assert.Equal(samples.Select(Show), WriteRequestDecoder.DecodeMessage(message).Select(Show));
        }, iter: Fuzz.Rounds(300));

    [Fact]
    [Spec("3 request of 2.0")]
    public void A_decoder_of_1_sees_an_empty_message() =>
        Assert.Empty(Testing.Proto.WriteRequest.Parser.ParseFrom(Encode([new(Series(("__name__", "a")), 1, 1)])).Timeseries);

    [Fact]
    [Spec("2.4 few symbols")]
    public void Series_share_their_symbols()
    {
        var samples = Enumerable.Range(0, 4).Select(i => new Sample(Series(("__name__", "a"), ("instance", "i"), ("job", "j"), ("n", $"{i}")), i, 1)).ToArray();

        Assert.Equal(1 + 7 + 4, Request.Parser.ParseFrom(Encode(samples)).Symbols.Count);
    }

    [Fact]
    [Spec("2.8 metadata on each series")]
    [Spec("2.4 no unused symbols")]
    public void Metadata_goes_with_each_series()
    {
        MetricFamily family = new("h") { Type = MetricType.Histogram, Help = "How long", Unit = "seconds" };
        SampleSeries one = Series(("__name__", "h_bucket")), two = Series(("__name__", "h_count")), other = Series(("__name__", "x"));
        (one.Family, two.Family) = (family, family);

        var decoded = Decode([new(one, 1, 1), new(two, 1, 1), new(other, 1, 1)]);

        Assert.Equal([new WrittenMetadata(3, "How long", "seconds"), new WrittenMetadata(3, "How long", "seconds"), null], decoded.Select(s => s.Metadata));
    }

    [Fact]
    [Spec("2.4 symbols")]
    public void A_series_without_metadata_does_not_inherit_it_from_the_end_of_the_request_before()
    {
        SampleSeries described = Series(("__name__", "a_total")), plain = Series(("__name__", "up"));
        described.Family = new("a") { Type = MetricType.Counter, Help = "Of the request before" };
        EncodedRequest request = new();
        SampleEncoder encoder = new(request);
        using var route = Route(RemoteWriteProtocol.V2, exemplars: false);

        encoder.Encode([new(described, 1, 1)], route);
        encoder.Encode([new(plain, 1, 1)], route);

        Assert.Null(Assert.Single(WriteRequestDecoder.DecodeMessage(request.Message.ToArray())).Metadata);
    }

    [Fact]
    [Spec("2.5 value 0")]
    [Spec("2.7 exemplar")]
    [Spec("2.11 exemplars of 1.0")]
    public void Exemplars_and_start_timestamps_are_read_back()
    {
        LabelSet trace = new();
        trace.Set("trace_id", "KOO5S4vxi0o");
        Sample sample = new(Series(("__name__", "a_total")), 17, 5_000, new SampleDetail(1_000, new Exemplar(LabelCodec.Encode(trace), 0.67, 4_000)));

        var second = Assert.Single(Decode([sample]));
        var first = Assert.Single(Decode([sample], RemoteWriteProtocol.V1));
        var silent = Assert.Single(Decode([sample], RemoteWriteProtocol.V2, exemplars: false));

        Assert.Equal([1_000, 0], new[] { second, first }.Select(s => s.Samples.Single().StartTimestampMilliseconds));
        foreach (var exemplar in new[] { second, first }.Select(s => Assert.Single(s.Exemplars)))
            Assert.Equal(("trace_id", "KOO5S4vxi0o", 0.67, 4_000), (exemplar.Labels.Single().Key, exemplar.Labels.Single().Value, exemplar.Value, exemplar.TimestampMilliseconds));
        Assert.Empty(silent.Exemplars);
    }

    [Fact]
    [Spec("2.9 no memory per sample")]
    public void A_request_like_the_one_before_costs_no_memory()
    {
        var samples = Enumerable.Range(0, 1000).Select(i => new Sample(Series(("__name__", "a"), ("n", $"{i}")), i, 1)).ToArray();
        EncodedRequest request = new();
        SampleEncoder encoder = new(request);
        using var route = Route(RemoteWriteProtocol.V2, exemplars: true);
        for (var i = 0; i < 3; i++)
            encoder.Encode(samples, route);

        var before = GC.GetAllocatedBytesForCurrentThread();
        encoder.Encode(samples, route);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256);
    }

    private static Gen<Sample> AnySamples()
    {
        var text = Gen.String[1, 12].Where(IsText);
        var label = Gen.Select(text, Gen.OneOf(text, Gen.Const(new string('x', 10_000)), Any.Of("a/b=c&d", "模型", "😀", "v")));
        var labels = label.Array[1, 6].Select(Series);
        var family = Gen.Select(Gen.Int[0, 7], Any.Of("", "help", "v"), Any.Of("", "seconds")).Select((t, h, u) => new MetricFamily("f") { Type = (MetricType)t, Help = h, Unit = u });
        var exemplar = Gen.Select(label.Array[0, 3], Gen.Double, Gen.Long).Select((l, v, t) => new Exemplar(Series(l).Labels, v, t));
        var detail = Gen.Select(Gen.Long, Gen.OneOf(exemplar.Select(e => (Exemplar?)e), Gen.Const((Exemplar?)null))).Select((s, e) => new SampleDetail(s, e));
        return Gen.Select(labels, Gen.OneOf(family.Select(f => (MetricFamily?)f), Gen.Const((MetricFamily?)null)), Gen.Double, Gen.Long, Gen.OneOf(detail.Select(d => (SampleDetail?)d), Gen.Const((SampleDetail?)null)))
            .Select((series, f, value, timestamp, d) =>
            {
                series.Family = f;
                return new Sample(series, value, timestamp, d);
            });
    }

    private static string Show(Sample sample)
    {
        var family = sample.Series.Family is { } f && (f.Type != MetricType.Unknown || f.Help.Length + f.Unit.Length > 0) ? $"{(int)f.Type}/{f.Help}/{f.Unit}" : "";
        var exemplar = sample.Detail?.Exemplar is { } e ? $"{Show(e.Labels)} {BitConverter.DoubleToInt64Bits(e.Value)} {e.Timestamp}" : "";
        return $"{Show(sample.Series.Labels)} {BitConverter.DoubleToInt64Bits(sample.Value)} {sample.Timestamp} {sample.Detail?.StartTimestamp ?? 0} {exemplar} {family}";
    }

    private static string Show(byte[] labels)
    {
        LabelSet set = new();
        LabelCodec.Decode(labels, set);
        return Show(set.Labels.Select(l => KeyValuePair.Create(l.Name, l.Value)));
    }

    private static string Show(IEnumerable<KeyValuePair<string, string>> labels) => string.Join('\u0001', labels.Select(l => $"{l.Key}\u0002{l.Value}"));

    private static string Show(WrittenSeries series)
    {
        var sample = series.Samples.Single();
        var family = series.Metadata is { } m ? $"{m.Type}/{m.Help}/{m.Unit}" : "";
        var exemplar = series.Exemplars is [var e] ? $"{Show(e.Labels)} {BitConverter.DoubleToInt64Bits(e.Value)} {e.TimestampMilliseconds}" : "";
        return $"{Show(series.Labels)} {BitConverter.DoubleToInt64Bits(sample.Value)} {sample.TimestampMilliseconds} {sample.StartTimestampMilliseconds} {exemplar} {family}";
    }

    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static SampleSeries Series(params (string Name, string Value)[] labels)
    {
        LabelSet set = new();
        foreach (var (name, value) in labels)
            set.Set(name, value);
        set.Sort();
        return new(LabelCodec.Encode(set));
    }

    private static SenderRoute Route(RemoteWriteProtocol protocol, bool exemplars) =>
        new(Given.Destination with { Protocol = protocol, SendExemplars = exemplars }, _ => new SocketsHttpHandler(), TimeProvider.System);

    private static byte[] Encode(Sample[] samples, RemoteWriteProtocol protocol = RemoteWriteProtocol.V2, bool exemplars = true)
    {
        EncodedRequest request = new();
        using var route = Route(protocol, exemplars);
        Assert.Equal(samples.Length, new SampleEncoder(request).Encode(samples, route));
        return request.Message.ToArray();
    }

    private static IReadOnlyList<WrittenSeries> Decode(Sample[] samples, RemoteWriteProtocol protocol = RemoteWriteProtocol.V2, bool exemplars = true) =>
        WriteRequestDecoder.DecodeMessage(Encode(samples, protocol, exemplars));
}
