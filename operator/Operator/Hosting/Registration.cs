using k8s;
using k8s.Models;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Artifacts;
using Sonde.Operator.Desired;
using Sonde.Operator.Kube;
using Sonde.Operator.Reconcile;
using Sonde.Operator.Reporting;

namespace Sonde.Operator.Hosting;

/// <summary>Puts the four controllers together, and says what wakes each.</summary>
internal static class Registration
{
    private static readonly TimeSpan s_queryTimeout = TimeSpan.FromSeconds(10);

    /// <summary>All that reconciling needs, but for the runtime (<see cref="KubeRegistration.AddKube"/>) and the cloud clients.</summary>
    public static IServiceCollection AddSonde(this IServiceCollection services, AgentRelease release, int workers)
    {
        services.AddSingleton(release);
        services.AddSingleton<Secrets>();
        services.AddSingleton<ClusterIdentity>();
        services.AddSingleton<CloudConnections>();
        services.AddSingleton<AccountResolver>();
        services.AddSingleton<AccountUsers>();
        services.AddSingleton<Destinations>();
        services.AddSingleton<FunctionObservers>();
        services.AddSingleton<DesiredFunctions>();
        services.AddSingleton<AgentReports>();
        services.AddHttpClient<IDataQuery, PrometheusQuery>(http => http.Timeout = s_queryTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

        var options = new ControllerOptions { Finalizer = SondeApi.Finalizer, Workers = workers };
        return services.AddAccounts(options).AddInstances(options).AddPipelines(options).AddFunctions(options);
    }

    private static IServiceCollection AddAccounts(this IServiceCollection services, ControllerOptions options)
    {
        services.AddSingleton<IStatusComposer<CloudAccount>, StatusComposer<CloudAccount, CloudAccountStatus>>();
        return services.AddController<CloudAccount, CloudAccountReconciler>(options, wake => wake
            .Watches<V1Secret>((secret, accounts) => Keys(accounts, secret, a => a.Spec.Credentials.SecretRef?.Name == secret.Metadata.Name))
            .Watches<LlmFunction>((user, accounts) => BeingDeleted(accounts, user))
            .Watches<MetricsPipeline>((user, accounts) => BeingDeleted(accounts, user))
            .Watches<PrometheusInstance>((user, accounts) => BeingDeleted(accounts, user)));
    }

    private static IServiceCollection AddInstances(this IServiceCollection services, ControllerOptions options)
    {
        services.AddSingleton<IStatusComposer<PrometheusInstance>, StatusComposer<PrometheusInstance, PrometheusInstanceStatus>>();
        return services.AddController<PrometheusInstance, PrometheusInstanceReconciler>(options, wake => wake
            .Watches<CloudAccount>((account, instances) => Keys(instances, account, i => AccountUsers.NameFor(i.Spec) == account.Metadata.Name))
            .Watches<MetricsPipeline>((user, instances) => BeingDeleted(instances, user)));
    }

    private static IServiceCollection AddPipelines(this IServiceCollection services, ControllerOptions options)
    {
        services.AddSingleton<IStatusComposer<MetricsPipeline>, StatusComposer<MetricsPipeline, MetricsPipelineStatus>>();
        return services.AddController<MetricsPipeline, MetricsPipelineReconciler>(options, wake => wake
            .Watches<CloudAccount>((account, pipelines) => Keys(pipelines, account, p => AccountUsers.NameFor(p.Spec) == account.Metadata.Name))
            .Watches<PrometheusInstance>((instance, pipelines) => Keys(pipelines, instance, p => p.Spec.Destinations.Exists(d => d.PrometheusRef?.Name == instance.Metadata.Name)))
            .Watches<LlmFunction>((function, _) => function.Spec.Observability is { } observed ? [new ResourceKey(function.Metadata.NamespaceProperty, observed.PipelineRef.Name)] : []));
    }

    private static IServiceCollection AddFunctions(this IServiceCollection services, ControllerOptions options)
    {
        services.AddSingleton<IStatusComposer<LlmFunction>, StatusComposer<LlmFunction, LlmFunctionStatus>>();
        return services.AddController<LlmFunction, LlmFunctionReconciler>(options, wake => wake
            .Index(MetricsPipelineReconciler.ByPipeline, f => f.Spec.Observability is { } observed ? [$"{f.Metadata.NamespaceProperty}/{observed.PipelineRef.Name}"] : [])
            .Watches<CloudAccount>((account, functions) => Keys(functions, account, f => AccountUsers.NameFor(f.Spec) == account.Metadata.Name))
            .Watches<MetricsPipeline>((pipeline, functions) =>
                functions.ByIndex(MetricsPipelineReconciler.ByPipeline, $"{pipeline.Metadata.NamespaceProperty}/{pipeline.Metadata.Name}").Select(f => ResourceKey.Of(f)))
            // A function's own Secrets, and those of its pipeline's destinations: which ones these are is the pipeline's matter, so any may be.
            .Watches<V1Secret>((secret, functions) => Keys(functions, secret, f => f.Spec.Observability is not null || f.Spec.Env?.Exists(e => e.ValueFrom?.SecretKeyRef?.Name == secret.Metadata.Name) == true))
            .Watches<V1ConfigMap>((map, functions) => Keys(functions, map, f => f.Spec.Env?.Exists(e => e.ValueFrom?.ConfigMapKeyRef?.Name == map.Metadata.Name) == true)));
    }

    private static IEnumerable<ResourceKey> Keys<T>(IStore<T> store, IMetadata<V1ObjectMeta> changed, Func<T, bool> uses) where T : class, IKubernetesObject<V1ObjectMeta> =>
        store.List().Where(e => e.Metadata.NamespaceProperty == changed.Metadata.NamespaceProperty && uses(e)).Select(e => ResourceKey.Of(e));

    /// <summary>Entities that wait for their last user to go.</summary>
    private static IEnumerable<ResourceKey> BeingDeleted<T>(IStore<T> store, IMetadata<V1ObjectMeta> user) where T : class, IKubernetesObject<V1ObjectMeta> =>
        Keys(store, user, e => e.Metadata.DeletionTimestamp is not null);
}
