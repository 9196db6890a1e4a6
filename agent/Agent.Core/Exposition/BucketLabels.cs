using System.Text;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Gives the bounds of buckets and the quantiles of summaries one spelling, as Prometheus 3 does in all its parsers.</summary>
/// <remarks>An engine that prints <c>le="10"</c> today and <c>le="10.0"</c> tomorrow would double its series otherwise.</remarks>
internal static class BucketLabels
{
    /// <summary>Rewrites <c>le</c> of a histogram, <c>quantile</c> of a summary; what is no number stays.</summary>
    public static void Normalize(LabelSet labels, MetricFamily? family)
    {
        var name = family?.Type switch
        {
            MetricType.Histogram => "le",
            MetricType.Summary => "quantile",
            _ => null,
        };
        if (name is not null && SampleValue.TryParse(Encoding.UTF8.GetBytes(labels.Get(name)), out var number))
            labels.Set(name, OpenMetricsFloat.Format(number));
    }
}
