using Sonde.Operator.Api;

namespace Sonde.Operator.Desired;

/// <summary>Two pipelines below one prefix would remove each other's configurations: the older one keeps it.</summary>
internal static class PrefixOwner
{
    /// <summary>The older pipeline whose prefix overlaps with that of <paramref name="pipeline"/>; null where there is none.</summary>
    public static MetricsPipeline? Other(MetricsPipeline pipeline, IEnumerable<MetricsPipeline> all)
    {
        var own = new ArtifactLayout(pipeline);
        return all.FirstOrDefault(other => other.Metadata.Uid != pipeline.Metadata.Uid && IsOlder(other, pipeline) && Overlaps(new(other), own));
    }

    private static bool Overlaps(ArtifactLayout a, ArtifactLayout b) => a.Bucket == b.Bucket
        && (a.MarkerKey.StartsWith(b.MarkerKey, StringComparison.Ordinal) || b.MarkerKey.StartsWith(a.MarkerKey, StringComparison.Ordinal));

    private static bool IsOlder(MetricsPipeline a, MetricsPipeline b)
    {
        var byAge = Nullable.Compare(a.Metadata.CreationTimestamp, b.Metadata.CreationTimestamp);
        return byAge < 0 || (byAge == 0 && string.CompareOrdinal(a.Metadata.Uid, b.Metadata.Uid) < 0);
    }
}
