using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Writes into a status in the middle of a pass: what must be known should the program die during the call that follows.</summary>
/// <typeparam name="TEntity">Kind of the entity.</typeparam>
public interface IStatusNotes<TEntity> where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Changes the status that the API server holds; done once it holds it. The draft of the pass is the caller's matter, and is written at the end of the pass as ever.</summary>
    /// <param name="entity">Names the entity.</param>
    /// <param name="change">Puts the note into a copy of the newest known entity; only its status is written.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="KubeApiException">It could not be written: the call that it is for must not be made.</exception>
    Task WriteAsync(TEntity entity, Action<TEntity> change, CancellationToken cancellation);
}
