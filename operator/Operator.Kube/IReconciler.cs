using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Makes the world agree with one entity. Level-triggered: told that something may differ, never what.</summary>
/// <remarks>
/// The entity handed over is a private copy. Its <c>status</c> is the draft of the next status: a reconciler fills in what it learnt (ids, URLs, drift)
/// and leaves conditions to <see cref="IStatusComposer{TEntity}"/>. Nothing else of the entity is ever written back.
/// One entity is in the hands of one worker at a time. An exception is a bug: it is logged, shown as <c>Failing/InternalError</c> and retried with back-off.
/// </remarks>
/// <typeparam name="TEntity">Kind of the entity.</typeparam>
public interface IReconciler<TEntity> where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Observes, compares, applies. Must be safe to repeat at any point.</summary>
    /// <param name="entity">Private copy of the newest known entity, which is not being deleted and bears our finalizer.</param>
    /// <param name="cancellation">Fires when leadership is lost, the program stops, or the pass takes longer than <see cref="ControllerOptions.ReconcileTimeout"/>.</param>
    Task<Outcome> ReconcileAsync(TEntity entity, CancellationToken cancellation);

    /// <summary>Undoes what <see cref="ReconcileAsync"/> made, for an entity that is being deleted and bears our finalizer.</summary>
    /// <returns><see cref="Outcome.Settled"/> once nothing is left to undo: the finalizer is removed. Every other outcome keeps it and shows in the status.</returns>
    Task<Outcome> FinalizeAsync(TEntity entity, CancellationToken cancellation);
}
