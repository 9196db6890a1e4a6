using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <inheritdoc/>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class StatusNotes<TEntity>(Informer<TEntity> informer, StatusWriter<TEntity> statuses) : IStatusNotes<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    public async Task WriteAsync(TEntity entity, Action<TEntity> change, CancellationToken cancellation)
    {
        var known = informer.Newest(entity);
        var noted = KubernetesJson.Deserialize<TEntity>(KubernetesJson.Serialize(known));
        change(noted);
        if (await statuses.WriteAsync(known, noted, cancellation) is { } written)
            informer.Accept(written);
    }
}
