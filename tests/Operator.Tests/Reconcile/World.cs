using k8s;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Artifacts;
using Sonde.Operator.Desired;
using Sonde.Operator.Kube;
using Sonde.Operator.Reconcile;
using Sonde.Operator.Reporting;
using Sonde.Operator.Tests.Fakes;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Reconcile;

/// <summary>The reconcilers over a cluster and a cloud in memory. A pass is what the runtime makes of it: reconcile, compose, announce, store.</summary>
internal sealed class World : IDisposable
{
    private readonly TemporaryFolder _agent = new();

    public World()
    {
        Cloud = new(Clock);
        _agent.Write("sonde-agent", "#!agent 1");
        Release = AgentRelease.Load(_agent.Path);
        var keys = new Secrets(Secrets, new MemoryStore<V1ConfigMap>());
        var connections = new CloudConnections(Cloud, keys, Clock);
        var accounts = new AccountResolver(Accounts, connections, new ClusterIdentity(null!));
        var destinations = new Destinations(Instances);
        AccountReconciler = new(connections, new AccountUsers(Functions, Pipelines, Instances));
        InstanceReconciler = new(accounts, Pipelines, Clock);
        PipelineReconciler = new(accounts, destinations, Pipelines, Functions, Release, Clock);
        FunctionReconciler = new(accounts, new FunctionObservers(Pipelines, destinations), new DesiredFunctions(keys), new AgentReports(Query, keys, Clock), Notes, Clock);
        Accounts.Put(Given.Account());
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryCloud Cloud { get; }

    /// <summary>What was noted in the middle of passes.</summary>
    public NotesInMemory<LlmFunction> Notes { get; } = new();

    public ScriptedQuery Query { get; } = new();

    public AgentRelease Release { get; }

    public MemoryStore<CloudAccount> Accounts { get; } = new();

    public MemoryStore<PrometheusInstance> Instances { get; } = new();

    public MemoryStore<MetricsPipeline> Pipelines { get; } = new();

    public MemoryStore<LlmFunction> Functions { get; } = new(f => f.Spec.Observability is { } o ? $"{f.Metadata.NamespaceProperty}/{o.PipelineRef.Name}" : null);

    public MemoryStore<V1Secret> Secrets { get; } = Given.SecretStore();

    public CloudAccountReconciler AccountReconciler { get; }

    public PrometheusInstanceReconciler InstanceReconciler { get; }

    public MetricsPipelineReconciler PipelineReconciler { get; }

    public LlmFunctionReconciler FunctionReconciler { get; }

    /// <summary>Texts that anybody may read: statuses, events.</summary>
    public List<string> Told { get; } = [];

    public Task<Outcome> PassAsync(LlmFunction f) => PassAsync(f, FunctionReconciler, new StatusComposer<LlmFunction, LlmFunctionStatus>(), Functions);

    public Task<Outcome> PassAsync(MetricsPipeline p) => PassAsync(p, PipelineReconciler, new StatusComposer<MetricsPipeline, MetricsPipelineStatus>(), Pipelines);

    public Task<Outcome> PassAsync(PrometheusInstance i) => PassAsync(i, InstanceReconciler, new StatusComposer<PrometheusInstance, PrometheusInstanceStatus>(), Instances);

    public Task<Outcome> PassAsync(CloudAccount a) => PassAsync(a, AccountReconciler, new StatusComposer<CloudAccount, CloudAccountStatus>(), Accounts);

    /// <summary>Passes until one settles.</summary>
    public async Task SettleAsync(LlmFunction function)
    {
        for (var pass = 0; pass < 9; pass++)
        {
            if (await PassAsync(function) is Outcome.Settled)
                return;
        }

        Assert.Fail($"Does not settle: {KubernetesJson.Serialize(function.Status)}");
    }

    /// <summary>An instance, a pipeline that published for the function, and the function, settled.</summary>
    public async Task<LlmFunction> ObservedFunctionAsync(Action<LlmFunctionSpec>? but = null)
    {
        var function = Given.FullFunction();
        but?.Invoke(function.Spec);
        Instances.Put(Given.ReadyInstance());
        Functions.Put(function);
        Assert.IsType<Outcome.Settled>(await PassAsync(Pipelines.List().FirstOrDefault() ?? Given.Pipeline()));
        await SettleAsync(function);
        return function;
    }

    public void Dispose() => _agent.Dispose();

    private async Task<Outcome> PassAsync<TEntity, TStatus>(TEntity entity, IReconciler<TEntity> reconciler, StatusComposer<TEntity, TStatus> composer, MemoryStore<TEntity> store)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>, IStatus<TStatus?>
        where TStatus : ResourceStatus, new()
    {
        var before = KubernetesJson.Deserialize<TEntity>(KubernetesJson.Serialize(entity));
        var ending = entity.Metadata.DeletionTimestamp is not null;
        var outcome = ending ? await reconciler.FinalizeAsync(entity, CancellationToken.None) : await reconciler.ReconcileAsync(entity, CancellationToken.None);
        if (ending && outcome is Outcome.Settled)
        {
            store.Remove(entity);
            return outcome;
        }

        composer.Compose(entity, outcome, Clock.GetUtcNow());
        store.Put(entity);
        Told.Add(KubernetesJson.Serialize(entity.Status));
        Told.Add(outcome.ToString());
        if (composer.Announce(before, entity) is { } note)
            Told.Add(note.Message);
        Invariants(entity.Status!, typeof(TEntity));
        return outcome;
    }

    /// <summary>What holds after every pass of every test.</summary>
    private static void Invariants(ResourceStatus status, Type kind)
    {
        var deciding = status.Conditions!.Where(c => c is { Type: ConditionTypes.Ready or ConditionTypes.Reconciling or ConditionTypes.Stalled, Status: ConditionStatus.True }).ToList();
        var ready = status.Conditions!.Single(c => c.Type == ConditionTypes.Ready);
        Assert.True(deciding.Count == 1 || ready.Reason == Reasons.Paused, $"{deciding.Count} conditions decide.");
        if (ready.Status is ConditionStatus.False)
            Assert.Equal(ready.Reason, deciding[0].Reason);

        var known = ConditionCatalog.Of(kind);
        Assert.All(status.Conditions!.Where(c => c is not { Type: ConditionTypes.Ready, Status: ConditionStatus.False }), c => Assert.Contains(new ConditionReason(c.Type, c.Status, c.Reason), known));
        Assert.All(status.Conditions!, c => Assert.NotEqual(default, c.LastTransitionTime));
    }
}
