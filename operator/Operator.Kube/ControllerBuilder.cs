using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Says what wakes a controller besides changes of its own entities.</summary>
/// <typeparam name="TEntity">Kind of the entity.</typeparam>
public sealed class ControllerBuilder<TEntity> where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly IServiceCollection _services;

    internal ControllerBuilder(IServiceCollection services) => _services = services;

    /// <summary>Keeps an index over the entities, for <see cref="Watches{TOther}"/> and for reconcilers.</summary>
    public ControllerBuilder<TEntity> Index(string name, Func<TEntity, IEnumerable<string>> values)
    {
        _services.AddIndex(name, values);
        return this;
    }

    /// <summary>Watches another kind too: each change of one of its objects, its status included, wakes the entities that <paramref name="map"/> names.</summary>
    /// <param name="map">Asked with the object as it was and as it is, and with the entities' store, so that an index can answer.</param>
    /// <typeparam name="TOther">The other kind.</typeparam>
    public ControllerBuilder<TEntity> Watches<TOther>(Func<TOther, IStore<TEntity>, IEnumerable<ResourceKey>> map)
        where TOther : class, IKubernetesObject<V1ObjectMeta>
    {
        _services.AddInformer<TOther>();
        _services.AddSingleton<IWakeup<TEntity>>(provider => new Wakeup<TEntity, TOther>(
            provider.GetRequiredService<Informer<TOther>>(), map, provider.GetRequiredService<ILoggerFactory>().CreateLogger<Wakeup<TEntity, TOther>>()));
        return this;
    }
}
