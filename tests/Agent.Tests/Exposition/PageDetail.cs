using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Tests.Exposition;

/// <summary>What a sample has besides its value, as tests compare it.</summary>
/// <param name="Start">Start timestamp in milliseconds, 0 for none.</param>
/// <param name="Exemplar"><c>{a="b"} value timestamp</c>, "" for none.</param>
internal sealed record PageDetail(long Start, string Exemplar)
{
    public static readonly PageDetail None = new(0, "");

    public static PageDetail Of(Sample sample) => new(sample.Detail?.StartTimestamp ?? 0, sample.Detail?.Exemplar is { } exemplar ? Show(exemplar) : "");

    public static string Show(IEnumerable<KeyValuePair<string, string>> labels, double value, long timestamp) =>
        FormattableString.Invariant($"{PageSample.Format(labels)} {value:R} {timestamp}");

    private static string Show(Exemplar exemplar)
    {
        LabelSet labels = new();
        LabelCodec.Decode(exemplar.Labels, labels);
        return Show(labels.Labels.Select(l => KeyValuePair.Create(l.Name, l.Value)), exemplar.Value, exemplar.Timestamp);
    }
}
