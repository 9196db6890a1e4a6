using Sonde.Operator.Api;
using Sonde.Operator.Drift;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Keeps <c>status.drift</c> and the condition <c>Drifted</c>.</summary>
/// <remarks>What was corrected stays to be seen until the spec changes or a clean check comes an interval later; the count stays for ever.</remarks>
internal static class DriftLedger
{
    private const int MostFields = 64;
    private const int LongestValue = 512;

    /// <summary>Notes differences that stay: the desired state is the one that was applied, the cloud is another.</summary>
    public static void Found(CloudResourceStatus status, long? generation, IReadOnlyList<FieldDifference> differences, DriftAction action, DateTimeOffset now)
    {
        var wasDrifted = status.Drift?.State is DriftState.Drifted;
        status.Drift = Noted(status, differences, action, now) with
        {
            State = DriftState.Drifted,
            LastDriftTime = wasDrifted ? status.Drift!.LastDriftTime ?? now : now,
        };
        Conditions.Set(status, generation, ConditionTypes.Drifted, ConditionStatus.True, Reasons.FieldsDiffer, $"{Counted(differences.Count)} not as declared; policy {status.Effective?.DriftPolicy}.");
    }

    /// <summary>Notes differences that were written back in this pass.</summary>
    /// <param name="status">Status of the object.</param>
    /// <param name="generation">Its generation.</param>
    /// <param name="differences">All of the pass.</param>
    /// <param name="more">How many of them are new to the count.</param>
    /// <param name="now">The time.</param>
    public static void PutBack(CloudResourceStatus status, long? generation, IReadOnlyList<FieldDifference> differences, int more, DateTimeOffset now)
    {
        status.Drift = Noted(status, differences, DriftAction.Corrected, now) with
        {
            State = DriftState.InSync,
            LastDriftTime = now,
            LastCorrectedTime = now,
            Corrections = (status.Drift?.Corrections ?? 0) + more,
        };
        InSync(status, generation, $"{Counted(differences.Count)} put back; see status.drift.fields.");
    }

    /// <summary>Notes that the resource itself is gone.</summary>
    public static void Missing(CloudResourceStatus status, long? generation, string what, DateTimeOffset now)
    {
        var before = status.Drift ?? new();
        status.Drift = before with { State = DriftState.Drifted, Policy = status.Effective?.DriftPolicy, LastDriftTime = before.State is DriftState.Drifted ? before.LastDriftTime ?? now : now };
        Conditions.Set(status, generation, ConditionTypes.Drifted, ConditionStatus.True, Reasons.ResourceMissing, $"The {what} is gone.");
    }

    /// <summary>Notes that nobody wants to know.</summary>
    public static void NotChecked(CloudResourceStatus status, long? generation)
    {
        status.Drift = (status.Drift ?? new()) with { State = DriftState.Unknown, Policy = status.Effective?.DriftPolicy, Fields = null, Truncated = null };
        Conditions.Set(status, generation, ConditionTypes.Drifted, ConditionStatus.Unknown, Reasons.NotChecked, "Drift is not looked at; policy Ignore.");
    }

    /// <summary>A check found the cloud as declared.</summary>
    public static void Clean(CloudResourceStatus status, long? generation, TimeSpan interval, DateTimeOffset now)
    {
        var drift = status.Drift ?? new();
        var stillShown = drift.State is DriftState.InSync && drift.Fields is { Count: > 0 } && status.ObservedGeneration == generation && now - drift.LastCorrectedTime < interval;
        if (stillShown)
            return;

        status.Drift = drift with { State = DriftState.InSync, Policy = status.Effective?.DriftPolicy, Fields = null, Truncated = null };
        InSync(status, generation, "Every declared field agrees with the cloud.");
    }

    private static DriftStatus Noted(CloudResourceStatus status, IReadOnlyList<FieldDifference> differences, DriftAction action, DateTimeOffset now)
    {
        var before = status.Drift ?? new();
        return before with
        {
            Policy = status.Effective?.DriftPolicy,
            Fields = differences.Take(MostFields).Select(d => Field(d, action, before.Fields ?? [], now)).ToList(),
            Truncated = differences.Count > MostFields ? differences.Count - MostFields : null,
        };
    }

    private static void InSync(CloudResourceStatus status, long? generation, string message) =>
        Conditions.Set(status, generation, ConditionTypes.Drifted, ConditionStatus.False, Reasons.InSync, message);

    private static DriftField Field(FieldDifference difference, DriftAction action, List<DriftField> before, DateTimeOffset now) => new()
    {
        Component = Enum.Parse<DriftComponent>(difference.Component),
        Path = difference.Path,
        Declared = Short(difference.Declared),
        Actual = Short(difference.Actual),
        Action = action,
        Since = before.Find(f => f.Path == difference.Path && f.Action == action && f.Actual == Short(difference.Actual))?.Since ?? now,
    };

    private static string Short(string value) => value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…";

    private static string Counted(int count) => count == 1 ? "1 declared field" : $"{count} declared fields";
}
