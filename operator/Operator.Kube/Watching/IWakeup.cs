using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Another kind that wakes a controller.</summary>
internal interface IWakeup<TEntity> where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Calls <paramref name="wake"/> from now on.</summary>
    void Connect(IStore<TEntity> entities, Action<ResourceKey> wake);
}
