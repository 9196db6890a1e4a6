using k8s;
using k8s.Models;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>Keeps the last note of each object, as the API server would hold it.</summary>
internal sealed class NotesInMemory<TEntity> : IStatusNotes<TEntity> where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    public int Count { get; private set; }

    /// <summary>Called with what changes the status, before the note counts as written.</summary>
    public Action<Action<TEntity>>? Writing { get; set; }

    public Task WriteAsync(TEntity entity, Action<TEntity> change, CancellationToken cancellation)
    {
        Writing?.Invoke(change);
        Count++;
        return Task.CompletedTask;
    }
}
