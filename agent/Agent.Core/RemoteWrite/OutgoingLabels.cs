using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Relabel;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>The labels of a series as one destination wants them: external labels where absent, then its own rules.</summary>
/// <exception cref="FormatException">A rule of the destination cannot be compiled.</exception>
internal sealed class OutgoingLabels(RemoteWriteDestination destination)
{
    private readonly Relabeler _rules = new(destination.WriteRelabelRules);
    private readonly LabelSet _labels = new();

    /// <summary>Set when the destination is no more, so that its labels may be forgotten.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The encoded labels; null where the rules keep the series from this destination.</summary>
    public byte[]? Of(SampleSeries series)
    {
        if (destination.ExternalLabels.IsEmpty && _rules.IsEmpty)
            return series.Labels;
        if (series.Variants.TryGet(this, out var known))
            return known;

        var labels = Compute(series);
        series.Variants.Set(this, labels, static owner => owner is OutgoingLabels { IsClosed: true });
        return labels;
    }

    private byte[]? Compute(SampleSeries series)
    {
        _labels.Clear();
        LabelCodec.Decode(series.Labels, _labels);
        foreach (var external in destination.ExternalLabels)
        {
            if (!_labels.Contains(external.Name))
                _labels.Set(external.Name, external.Value);
        }

        if (!_rules.Apply(_labels))
            return null;

        _labels.DropInternal();
        _labels.Sort();
        return _labels.Count == 0 ? null : LabelCodec.Encode(_labels);
    }
}
