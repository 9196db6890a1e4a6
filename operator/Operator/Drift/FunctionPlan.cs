using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Drift;

/// <summary>What turns the observed function into the desired one.</summary>
/// <param name="Change">The one update to send; null where nothing differs.</param>
/// <param name="Tags">Tags to set; empty where all are there.</param>
/// <param name="RemovedTags">Keys of tags that are to go.</param>
/// <param name="Differences">Each field that differs, for people.</param>
internal sealed record FunctionPlan(FunctionConfig? Change, IReadOnlyList<Tag> Tags, IReadOnlyList<string> RemovedTags, IReadOnlyList<FieldDifference> Differences)
{
    public bool IsEmpty => Change is null && Tags.Count == 0 && RemovedTags.Count == 0;
}
