using Sonde.Operator.Api;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Passes;

/// <summary>The one place where outcomes and findings become <c>status.conditions</c>.</summary>
/// <remarks>
/// Follows kstatus: <c>Ready</c> is always there; <c>Reconciling</c> and <c>Stalled</c> only while they are true, so that exactly one of the three decides.
/// A transition time moves only when the status of its condition moves; until <see cref="Stamp"/> a moved one has none.
/// </remarks>
internal static class Conditions
{
    private const int LongestMessage = 1024;
    private static readonly DateTimeOffset s_justNow = DateTimeOffset.MinValue;

    /// <summary>Ready, Reconciling and Stalled, as the outcome of a pass wants them.</summary>
    public static void Conclude(ResourceStatus status, Outcome outcome, long? generation)
    {
        switch (outcome)
        {
            case Outcome.Settled:
                Set(status, generation, ConditionTypes.Ready, ConditionStatus.True, Reasons.UpToDate, "The cloud agrees with the declared state.");
                Remove(status, ConditionTypes.Reconciling);
                Remove(status, ConditionTypes.Stalled);
                break;
            case Outcome.Progressing p:
                Set(status, generation, ConditionTypes.Ready, ConditionStatus.False, p.Reason, p.Message);
                Set(status, generation, ConditionTypes.Reconciling, ConditionStatus.True, p.Reason, p.Message);
                Remove(status, ConditionTypes.Stalled);
                break;
            case Outcome.Failing f:
                Set(status, generation, ConditionTypes.Ready, f.Reason is Reasons.CloudUnreachable ? ConditionStatus.Unknown : ConditionStatus.False, f.Reason, f.Message);
                Set(status, generation, ConditionTypes.Reconciling, ConditionStatus.True, f.Reason is Reasons.CloudUnreachable ? Reasons.RetryAfterError : f.Reason, f.Message);
                Remove(status, ConditionTypes.Stalled);
                break;
            case Outcome.Stalled s:
                Set(status, generation, ConditionTypes.Ready, ConditionStatus.False, s.Reason, s.Message);
                Set(status, generation, ConditionTypes.Stalled, ConditionStatus.True, s.Reason, s.Message);
                Remove(status, ConditionTypes.Reconciling);
                break;
            default:
                throw new InvalidOperationException($"No conditions tell of {outcome.GetType().Name}.");
        }
    }

    /// <summary>States one aspect. The transition time stays while the status does.</summary>
    public static void Set(ResourceStatus status, long? generation, string type, ConditionStatus value, string reason, string message)
    {
        var conditions = status.Conditions ??= [];
        var at = conditions.FindIndex(c => c.Type == type);
        var condition = new Condition
        {
            Type = type,
            Status = value,
            Reason = reason,
            Message = message.Length <= LongestMessage ? message : message[..(LongestMessage - 1)] + "…",
            ObservedGeneration = generation,
            LastTransitionTime = at >= 0 && conditions[at].Status == value ? conditions[at].LastTransitionTime : s_justNow,
        };
        if (at < 0)
            conditions.Add(condition);
        else
            conditions[at] = condition;
    }

    /// <summary>The condition of that type; null where there is none.</summary>
    public static Condition? Find(ResourceStatus? status, string type) => status?.Conditions?.Find(c => c.Type == type);

    /// <summary>Whether the condition of that type is True.</summary>
    public static bool IsTrue(ResourceStatus? status, string type) => Find(status, type)?.Status == ConditionStatus.True;

    /// <summary>Dates the conditions that moved, and brings all into their order: the deciding ones first.</summary>
    public static void Stamp(ResourceStatus status, DateTimeOffset now)
    {
        foreach (var condition in status.Conditions ?? [])
        {
            if (condition.LastTransitionTime == s_justNow)
                condition.LastTransitionTime = now;
        }

        status.Conditions = status.Conditions?.OrderBy(c => c.Type switch { ConditionTypes.Ready => 0, ConditionTypes.Reconciling => 1, ConditionTypes.Stalled => 2, _ => 3 }).ToList();
    }

    /// <summary>Takes away one that stands only while it is True.</summary>
    public static void Remove(ResourceStatus status, string type) => status.Conditions?.RemoveAll(c => c.Type == type);
}
