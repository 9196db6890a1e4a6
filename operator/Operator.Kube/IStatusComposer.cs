using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>The one place where an outcome becomes a status. Pure: no I/O, the clock is an argument.</summary>
/// <remarks>
/// Order within one pass: reconcile (fills the draft) → <see cref="Compose"/> → the status is written if its canonical JSON differs from the one the pass began with
/// → <see cref="Announce"/>, only if it was written. So a status that does not change makes neither a write nor an Event.
/// </remarks>
/// <typeparam name="TEntity">Kind of the entity.</typeparam>
public interface IStatusComposer<TEntity> where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Completes the draft: conditions and <c>observedGeneration</c> (of <paramref name="entity"/>, the generation that this pass saw).</summary>
    /// <param name="entity">What the reconciler was given, with its draft in <c>status</c>; conditions are still those of the last pass.</param>
    /// <param name="outcome">What the pass came to.</param>
    /// <param name="now">For <c>lastTransitionTime</c> of a condition whose status moved, and for nothing else.</param>
    /// <returns>An entity whose <c>status</c> is to be seen at the API server; the same instance may be returned.</returns>
    TEntity Compose(TEntity entity, Outcome outcome, DateTimeOffset now);

    /// <summary>The Event that tells of a change of status, or null where the change is not worth one.</summary>
    /// <param name="before">Entity as the pass found it. Not to be changed.</param>
    /// <param name="after">Entity with the status just written.</param>
    EventNote? Announce(TEntity before, TEntity after);
}
