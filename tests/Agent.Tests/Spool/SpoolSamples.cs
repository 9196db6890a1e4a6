using CsCheck;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Tests.Spool;

/// <summary>Samples of every kind that a spool may be given, and their identity for comparison.</summary>
internal static class SpoolSamples
{
    private static readonly Gen<string> s_text = Gen.String[0, 30];
    private static readonly Gen<double> s_value = Gen.OneOf(Gen.Double, Any.Of(0, -0.0, double.NaN, SampleValue.StaleMarker, double.PositiveInfinity));

    private static readonly Gen<byte[]> s_labels = Gen.Select(Gen.Int[0, 40], s_text).Select((number, text) =>
    {
        LabelSet labels = new();
        labels.Set(LabelSet.MetricName, $"metric_{number}");
        labels.Set("text", text.Replace("\ud800", "", StringComparison.Ordinal));
        return LabelCodec.Encode(labels);
    });

    private static readonly Gen<MetricFamily?> s_family = Gen.Select(Gen.Int[0, 7], s_text, s_text)
        .Select((type, help, unit) => new MetricFamily($"f{type}") { Type = (MetricType)type, Help = help, Unit = unit }).Null()!;

    private static readonly Gen<SampleDetail?> s_detail = Gen.Select(Gen.Long, Gen.Select(s_labels, s_value, Gen.Long).Select((labels, value, at) => new Exemplar(labels, value, at)).Null())
        .Select((start, exemplar) => new SampleDetail(start, exemplar)).Null()!;

    public static Gen<Sample> One { get; } = Gen.Select(s_labels, s_family, s_value, Gen.Long, s_detail)
        .Select((labels, family, value, timestamp, detail) => new Sample(new SampleSeries(labels) { Family = family }, value, timestamp, detail));

    /// <summary>Samples of one scrape.</summary>
    public static List<Sample> Scrape(long timestamp, int count = 3) =>
        [.. Enumerable.Range(0, count).Select(i => new Sample(new SampleSeries(Labels($"s{i}")), i, timestamp))];

    public static byte[] Labels(string name)
    {
        LabelSet labels = new();
        labels.Set(LabelSet.MetricName, name);
        return LabelCodec.Encode(labels);
    }

    /// <summary>All that is sent of a sample, as text.</summary>
    public static string Identity(Sample sample) => string.Join('|',
        Convert.ToHexString(sample.Series.Labels), BitConverter.DoubleToInt64Bits(sample.Value), sample.Timestamp,
        sample.Series.Family is { } f ? $"{f.Name} {f.Type} {Encode(f.Help)} {Encode(f.Unit)}" : "", sample.Detail?.StartTimestamp ?? 0,
        sample.Detail?.Exemplar is { } e ? $"{Convert.ToHexString(e.Labels)} {BitConverter.DoubleToInt64Bits(e.Value)} {e.Timestamp}" : "");

    // Half a surrogate has no bytes of its own: what arrives is what UTF-8 makes of it.
    private static string Encode(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));
}
