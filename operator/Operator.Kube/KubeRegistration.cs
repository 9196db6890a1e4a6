using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Puts the runtime and its controllers into a program.</summary>
public static class KubeRegistration
{
    /// <summary>Adds the runtime. Its host starts with the program; <see cref="KubeHealth"/> and the meter <see cref="KubeMetrics.MeterName"/> tell how it is.</summary>
    /// <param name="services">The program's services; logging and a <see cref="TimeProvider"/> (the system's, if none) are taken from there.</param>
    /// <param name="client">Connection to the API server, of <see cref="KubernetesClientFactory"/>; also served as <see cref="IKubernetes"/>.</param>
    /// <param name="options">What all controllers share.</param>
    public static IServiceCollection AddKube(this IServiceCollection services, Kubernetes client, KubeOptions options)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(client);
        services.AddSingleton<IKubernetes>(client);
        services.AddSingleton(options);
        services.AddSingleton<KubeApi>();
        services.AddSingleton<Heartbeats>();
        services.AddSingleton<KubeMetrics>();
        services.AddSingleton(provider => new KubeHealth(provider.GetRequiredService<Heartbeats>(), provider.GetServices<IInformer>()));
        services.AddSingleton<EventRecorder>();
        services.AddSingleton<IEventRecorder>(provider => provider.GetRequiredService<EventRecorder>());
        services.AddLeadership(options.Lease);
        services.AddHostedService<KubeHost>();
        return services;
    }

    /// <summary>Adds a controller. An <see cref="IStatusComposer{TEntity}"/> must be registered beside it.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="options">How it works.</param>
    /// <param name="configure">What wakes it besides its own entities.</param>
    /// <typeparam name="TEntity">Kind of the entities, with a <see cref="KubernetesEntityAttribute"/>.</typeparam>
    /// <typeparam name="TReconciler">What makes the world agree with them; one instance for all.</typeparam>
    public static IServiceCollection AddController<TEntity, TReconciler>(
        this IServiceCollection services, ControllerOptions options, Action<ControllerBuilder<TEntity>> configure)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
        where TReconciler : class, IReconciler<TEntity>
    {
        services.AddInformer<TEntity>();
        services.AddSingleton<IReconciler<TEntity>, TReconciler>();
        services.AddSingleton<EntityClient<TEntity>>();
        services.AddSingleton<StatusWriter<TEntity>>();
        services.AddSingleton<IStatusNotes<TEntity>, StatusNotes<TEntity>>();
        services.AddSingleton<Finalizers<TEntity>>();
        services.AddSingleton<IController>(provider => Controller<TEntity>(provider, options));
        configure(new ControllerBuilder<TEntity>(services));
        return services;
    }

    /// <summary>Watches a kind and serves it as <see cref="IStore{T}"/>. Twice for one kind is once.</summary>
    /// <typeparam name="T">Kind of the objects, with a <see cref="KubernetesEntityAttribute"/>.</typeparam>
    public static IServiceCollection AddInformer<T>(this IServiceCollection services) where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (services.Any(service => service.ServiceType == typeof(Informer<T>)))
            return services;
        services.AddSingleton<Informer<T>>();
        services.AddSingleton<IInformer>(provider => provider.GetRequiredService<Informer<T>>());
        services.AddSingleton<IStore<T>>(provider => provider.GetRequiredService<Informer<T>>().Store);
        return services;
    }

    /// <summary>Keeps an index over the objects of a kind.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="name">Name to ask <see cref="IStore{T}.ByIndex"/> by.</param>
    /// <param name="values">Object → the values under which it is to be found; none leaves it out. Must not throw.</param>
    /// <typeparam name="T">Kind of the objects.</typeparam>
    public static IServiceCollection AddIndex<T>(this IServiceCollection services, string name, Func<T, IEnumerable<string>> values)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        services.AddSingleton(new IndexDeclaration<T>(name, values));

    private static void AddLeadership(this IServiceCollection services, LeaseOptions? lease)
    {
        if (lease is null)
        {
            services.AddSingleton<ILeadership, SoleReplica>();
            return;
        }
        services.AddSingleton(lease);
        services.AddSingleton<LeaseClient>();
        services.AddSingleton<ILeadership, LeaderLease>();
    }

    private static Controller<TEntity> Controller<TEntity>(IServiceProvider provider, ControllerOptions options)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger($"{typeof(KubeRegistration).Namespace}.{ResourceType.Of<TEntity>().Kind}");
        var pass = ActivatorUtilities.CreateInstance<ReconcilePass<TEntity>>(provider, options, log);
        return ActivatorUtilities.CreateInstance<Controller<TEntity>>(
            provider, options, (Func<WorkQueue, ControllerWorker<TEntity>>)(queue => ActivatorUtilities.CreateInstance<ControllerWorker<TEntity>>(provider, queue, pass, options, log)));
    }
}
