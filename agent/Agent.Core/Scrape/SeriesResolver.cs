using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Relabel;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>From the key of a new line to its series: parse, target labels, metric rules, limits. Once per series, not per sample.</summary>
internal sealed class SeriesResolver(ScrapeTarget target, SeriesSet series, FamilyTable families, PointDetails points)
{
    private readonly LabelSet _labels = new();
    private readonly Relabeler _metricRules = new(target.Job.MetricRelabelRules);
    private readonly LabelLimits _limits = new(target.Job);

    /// <summary>Series whose escaped name got its colon back.</summary>
    public int RestoredNames { get; private set; }

    /// <summary>What the pages are written in.</summary>
    public PageFormat Format { get; set; }

    /// <summary>The series of a key; null where the rules drop it.</summary>
    /// <exception cref="ExpositionException">The key is not in the text format.</exception>
    /// <exception cref="ScrapeException">The labels break a limit.</exception>
    public SampleSeries? Resolve(ReadOnlySpan<byte> key)
    {
        _labels.Clear();
        if (Format is PageFormat.OpenMetrics)
            SeriesText.ReadStrict(key, _labels);
        else
            SeriesText.Read(key, _labels);
        // An empty label is none, but where labels are honored it keeps the target's away.
        if (!target.Job.HonorLabels)
            _labels.DropEmpty();
        RestoreColon();
        var family = families.Find(_labels.Name);
        BucketLabels.Normalize(_labels, family);
        if (Format is PageFormat.Text)
            return Relabel(family);
        if (PointDetails.IsStart(_labels.Name, family))
            return points.StartLine(_labels, family!);

        var start = points.StartOf(_labels, family);
        var resolved = Relabel(family);
        if (resolved is not null)
            (resolved.Point ??= new()).Start = start;
        return resolved;
    }

    private SampleSeries? Relabel(MetricFamily? family)
    {
        target.Labels.MergeInto(_labels, target.Job.HonorLabels);
        _labels.DropEmpty();
        if (!_metricRules.Apply(_labels))
            return null;

        _labels.DropInternal();
        if (_labels.Name.Length == 0)
            throw new ExpositionException("the metric_relabel_configs leave a series without a name");

        _limits.Check(_labels);
        family?.HasSeries = true;
        _labels.Sort();
        var resolved = series.GetOrAdd(LabelCodec.Encode(_labels));
        resolved.Family = family;
        return resolved;
    }

    private void RestoreColon()
    {
        if (ColonPrefix.Restore(_labels.Name, families) is not { } name)
            return;

        _labels.Set(LabelSet.MetricName, name);
        RestoredNames++;
    }
}
