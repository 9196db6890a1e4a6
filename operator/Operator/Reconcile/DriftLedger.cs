using Sonde.Operator.Api;
using Sonde.Operator.Drift;

namespace Sonde.Operator.Reconcile;

/// <summary>Keeps <c>status.drift</c> and the condition <c>Drifted</c>.</summary>
/// <remarks>What was corrected stays to be seen until the spec changes or a clean check comes an interval later; the count stays for ever.</remarks>
internal static class DriftLedger
{
    private const int MostFields = 64;
    private const int LongestValue = 512;

    /// <summary>Notes differences that are nobody's wish: the desired state is the one that was applied, the cloud is another.</summary>
    public static void Found(CloudResourceStatus status, long? generation, IReadOnlyList<FieldDifference> differences, DriftAction action, DateTimeOffset now)
    {
        var before = status.Drift?.Fields ?? [];
        var corrected = action is DriftAction.Corrected;
        var fields = differences.Take(MostFields).Select(d => Field(d, action, before, now)).ToList();
        status.Drift = new()
        {
            State = corrected ? DriftState.InSync : DriftState.Drifted,
            Policy = status.Effective?.DriftPolicy,
            Fields = fields,
            Truncated = differences.Count > MostFields ? differences.Count - MostFields : null,
            LastDriftTime = corrected || status.Drift?.State is not DriftState.Drifted ? now : status.Drift.LastDriftTime,
            LastCorrectedTime = corrected ? now : status.Drift?.LastCorrectedTime,
            Corrections = (status.Drift?.Corrections ?? 0) + (corrected ? differences.Count : 0),
        };
        if (corrected)
            InSync(status, generation, $"{Counted(differences.Count)} put back; see status.drift.fields.");
        else
            Conditions.Set(status, generation, ConditionTypes.Drifted, ConditionStatus.True, Reasons.FieldsDiffer, $"{Counted(differences.Count)} not as declared; policy {status.Effective?.DriftPolicy}.");
    }

    /// <summary>Notes that the resource itself is gone.</summary>
    public static void Missing(CloudResourceStatus status, long? generation, string what)
    {
        status.Drift = (status.Drift ?? new()) with { State = DriftState.Drifted, Policy = status.Effective?.DriftPolicy };
        Conditions.Set(status, generation, ConditionTypes.Drifted, ConditionStatus.True, Reasons.ResourceMissing, $"The {what} is gone.");
    }

    /// <summary>A check found the cloud as declared.</summary>
    public static void Clean(CloudResourceStatus status, long? generation, TimeSpan interval, DateTimeOffset now)
    {
        var drift = status.Drift ?? new();
        var stillShown = drift.Fields is { Count: > 0 } fields && fields.TrueForAll(f => f.Action is DriftAction.Corrected)
            && status.ObservedGeneration == generation && now - drift.LastCorrectedTime < interval;
        if (stillShown)
            return;

        status.Drift = drift with { State = DriftState.InSync, Policy = status.Effective?.DriftPolicy, Fields = null, Truncated = null };
        InSync(status, generation, "Every declared field agrees with the cloud.");
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
