using Sonde.Operator.Api;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;
using k8s;
using k8s.Models;

namespace Sonde.Operator.Reconcile;

/// <summary>Completes the status of every kind of ours: the deciding conditions, their times, the generation that was seen.</summary>
internal sealed class StatusComposer<TEntity, TStatus> : IStatusComposer<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>, IStatus<TStatus?>
    where TStatus : ResourceStatus, new()
{
    public TEntity Compose(TEntity entity, Outcome outcome, DateTimeOffset now)
    {
        var status = entity.Status ??= new TStatus();
        var generation = entity.Metadata.Generation;
        if (Pause.Holds(entity))
            RememberPause(status, generation);
        else
            Conditions.Conclude(status, outcome, generation);

        Conditions.Stamp(status, now);
        status.ObservedGeneration = generation ?? -1;
        status.LastHandledReconcileAt = Requests.TokenOf(entity) ?? status.LastHandledReconcileAt;
        return entity;
    }

    public EventNote? Announce(TEntity before, TEntity after)
    {
        var was = Deciding(before.Status);
        var now = Deciding(after.Status);
        if (now is null || (was?.Type == now.Type && was.Reason == now.Reason))
            return Correction(before.Status, after.Status);

        return new(now.Type == ConditionTypes.Stalled || now.Reason is Reasons.RetryAfterError or Reasons.Throttled ? EventSeverity.Warning : EventSeverity.Normal, now.Reason, now.Message);
    }

    /// <summary>A paused object keeps what was last known of it.</summary>
    private static void RememberPause(ResourceStatus status, long? generation)
    {
        if (Conditions.Find(status, ConditionTypes.Ready) is null)
            Conditions.Set(status, generation, ConditionTypes.Ready, ConditionStatus.Unknown, Reasons.Paused, "Paused before the first look at the cloud.");
    }

    private static Condition? Deciding(ResourceStatus? status) =>
        Conditions.Find(status, ConditionTypes.Stalled) ?? Conditions.Find(status, ConditionTypes.Reconciling) ?? Conditions.Find(status, ConditionTypes.Ready);

    private static EventNote? Correction(ResourceStatus? before, ResourceStatus? after)
    {
        if (after is not CloudResourceStatus { Drift: { Corrections: { } corrections, Fields: { Count: > 0 } fields } } || (before as CloudResourceStatus)?.Drift?.Corrections == corrections)
            return null;

        var told = fields.Select(f => $"{f.Path} was {(string.IsNullOrEmpty(f.Actual) ? "absent" : f.Actual)}, is {f.Declared} again");
        return new(EventSeverity.Warning, "DriftCorrected", string.Join("; ", told));
    }
}
