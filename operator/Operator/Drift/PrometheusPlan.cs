using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Operator.Drift;

/// <summary>What turns the observed instance into the desired one.</summary>
/// <param name="Change">The update to send; null where nothing differs.</param>
/// <param name="Tags">Tags to set.</param>
/// <param name="Differences">Each field that differs, for people.</param>
internal sealed record PrometheusPlan(PrometheusClusterUpdate? Change, IReadOnlyList<Tag> Tags, IReadOnlyList<FieldDifference> Differences);
