using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Changes of <typeparamref name="TOther"/> → keys of <typeparamref name="TEntity"/>.</summary>
internal sealed class Wakeup<TEntity, TOther>(Informer<TOther> others, Func<TOther, IStore<TEntity>, IEnumerable<ResourceKey>> map, ILogger log) : IWakeup<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
    where TOther : class, IKubernetesObject<V1ObjectMeta>
{
    public void Connect(IStore<TEntity> entities, Action<ResourceKey> wake) => others.Observe(change =>
    {
        Wake(change.Before, entities, wake);   // who no longer refers to it must look too
        Wake(change.After, entities, wake);
    });

    [SuppressMessage("Design", "CA1031", Justification = "A bug in one map must not stop the informer that other controllers live on.")]
    private void Wake(TOther? other, IStore<TEntity> entities, Action<ResourceKey> wake)
    {
        if (other is null)
            return;
        try
        {
            foreach (var key in map(other, entities))
                wake(key);
        }
        catch (Exception e)
        {
            log.MapFailed(e, typeof(TOther).Name, typeof(TEntity).Name, ResourceKey.Of(other).ToString());
        }
    }
}
