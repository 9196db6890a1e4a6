using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Operator.Drift;

/// <summary>Compares a declared managed instance with the one in the cloud. The name cannot be changed there and is not compared.</summary>
internal static class PrometheusDrift
{
    public static PrometheusPlan Between(NewPrometheusCluster desired, PrometheusCluster observed)
    {
        var found = new DifferenceList("Prometheus");
        var change = new PrometheusClusterUpdate
        {
            StorageDuration = found.Value("managed.retentionDays", desired.StorageDuration, observed.StorageDuration),
            ArchiveDuration = found.Value("managed.archiveDays", desired.ArchiveDuration, observed.ArchiveDuration),
            PaymentType = found.Text("managed.billing", desired.PaymentType, observed.PaymentType),
            ResourceGroupId = found.Text("managed.resourceGroupId", desired.ResourceGroupId, observed.ResourceGroupId),
        };
        var tags = new List<Tag>();
        foreach (var tag in desired.Tags)
        {
            var there = observed.Tags?.FirstOrDefault(t => t.TagKey == tag.Key)?.TagValue;
            if (there == tag.Value)
                continue;

            found.Add($"managed.tags[{tag.Key}]", tag.Value, there);
            tags.Add(tag);
        }

        return new(change == new PrometheusClusterUpdate() ? null : change, tags, found.Found);
    }
}
