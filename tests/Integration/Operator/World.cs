using k8s;
using k8s.Models;
using Sonde.Integration.Kinds;
using Sonde.Operator.Api;
using Sonde.Testing;

namespace Sonde.Integration.Operator;

/// <summary>One test's world: a namespace of the real API server, an emulated cloud, and the operator between the two.</summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly ApiServerFixture _api;
    private readonly TemporaryFolder _agent = new();
    private readonly TimeProvider _clock;
    private OperatorUnderTest? _operator;

    private World(ApiServerFixture api, string scope, CloudUnderTest cloud, TimeProvider clock)
    {
        _api = api;
        Namespace = scope;
        Cloud = cloud;
        _clock = clock;
        ShipAgent("first");
    }

    public string Namespace { get; }

    public CloudUnderTest Cloud { get; }

    public string AgentFolder => _agent.Path;

    public IReadOnlyCollection<string> OperatorLines => _operator!.Log.Lines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>All but the operator.</summary>
    public static async Task<World> PrepareAsync(ApiServerFixture api, TimeProvider clock)
    {
        await InstalledKinds.InstallAsync(api, Cancellation);
        return new(api, await api.CreateNamespaceAsync(Cancellation), await CloudUnderTest.StartAsync(clock, Cancellation), clock);
    }

    /// <summary>All, with the operator on a hasty clock.</summary>
    public static async Task<World> StartAsync(ApiServerFixture api)
    {
        var world = await PrepareAsync(api, new HastyClock());
        await world.StartOperatorAsync();
        return world;
    }

    /// <summary>All, and everything of the quickstart Ready.</summary>
    public static async Task<World> ReadyAsync(ApiServerFixture api)
    {
        var world = await StartAsync(api);
        await world.ApplyAsync(Manifests.Everything(world.Cloud.Url));
        await world.ReadyAsync();
        return world;
    }

    public void ShipAgent(string content) => _agent.Write("sonde-agent", content);

    public async Task StartOperatorAsync() => _operator = await OperatorUnderTest.StartAsync(_api.Server, Namespace, AgentFolder, _clock, Cancellation);

    public async Task StopOperatorAsync()
    {
        if (_operator is not null)
            await _operator.DisposeAsync();
        _operator = null;
    }

    public async Task ApplyAsync(string yaml) => (await _api.Kubectl.RunAsync(["apply", "-n", Namespace, "-f", "-"], yaml, Cancellation)).OrThrow();

    public async Task<string> RefusedAsync(string yaml)
    {
        var result = await _api.Kubectl.RunAsync(["apply", "-n", Namespace, "-f", "-"], yaml, Cancellation);
        Assert.NotEqual(0, result.ExitCode);
        return result.Error;
    }

    public async Task<string> KubectlAsync(params IReadOnlyList<string> arguments) =>
        (await _api.Kubectl.RunAsync(Cancellation, ["-n", Namespace, .. arguments])).OrThrow().Output;

    public async Task<T> GetAsync<T>(string name) where T : class, IKubernetesObject<V1ObjectMeta> =>
        await FindAsync<T>(name) ?? throw new InvalidOperationException($"{typeof(T).Name} {name} is gone.");

    public async Task<T?> FindAsync<T>(string name) where T : class, IKubernetesObject<V1ObjectMeta>
    {
        using var client = new GenericClient(_api.Client, SondeApi.Group, SondeApi.Version, $"{typeof(T).Name}s".ToLowerInvariant(), disposeClient: false);
        try
        {
            return await client.ReadNamespacedAsync<T>(Namespace, name, Cancellation);
        }
        catch (k8s.Autorest.HttpOperationException e) when (e.Response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Waits for a condition of an object, and gives the object as it then was.</summary>
    public Task<T> HasAsync<T>(string name, string type, string reason) where T : class, IKubernetesObject<V1ObjectMeta> =>
        Eventually.FoundAsync<T>($"{typeof(T).Name} {name} has {type} with {reason}", Patience, async _ =>
        {
            var entity = await GetAsync<T>(name);
            var conditions = StatusOf(entity)?.Conditions;
            return StatusOf(entity)?.ObservedGeneration == entity.Metadata.Generation && conditions?.Find(c => c.Type == type)?.Reason == reason
                ? entity
                : throw new InvalidOperationException(string.Join("; ", (conditions ?? []).Select(c => $"{c.Type}={c.Status} {c.Reason} {c.Message}")));
        }, Cancellation);

    public Task<T> SettledAsync<T>(string name) where T : class, IKubernetesObject<V1ObjectMeta> => HasAsync<T>(name, ConditionTypes.Ready, Reasons.UpToDate);

    public async Task ReadyAsync(params IReadOnlyList<string> functions)
    {
        await SettledAsync<CloudAccount>("default");
        await SettledAsync<PrometheusInstance>("metrics");
        await SettledAsync<MetricsPipeline>("engines");
        foreach (var name in functions is [] ? ["chat"] : functions)
            await SettledAsync<LlmFunction>(name);
    }

    /// <summary>Asks for a look now, and waits for its end.</summary>
    public async Task LookNowAsync<T>(string name) where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var token = Guid.NewGuid().ToString("N");
        await KubectlAsync("annotate", "--overwrite", $"{typeof(T).Name}.{SondeApi.Group}/{name}", $"{SondeApi.ReconcileRequestedAnnotation}={token}");
        await Eventually.TrueAsync($"{name} was looked at on request", Patience, async _ => StatusOf(await GetAsync<T>(name))?.LastHandledReconcileAt == token, Cancellation);
    }

    public Task GoneAsync<T>(string name) where T : class, IKubernetesObject<V1ObjectMeta> =>
        Eventually.TrueAsync($"{typeof(T).Name} {name} is gone", Patience, async _ => await FindAsync<T>(name) is not { } there
            ? true
            : throw new InvalidOperationException(string.Join("; ", (StatusOf(there)?.Conditions ?? []).Select(c => $"{c.Type}={c.Status} {c.Reason} {c.Message}"))), Cancellation);

    public static ResourceStatus? StatusOf(IKubernetesObject<V1ObjectMeta> entity) => entity switch
    {
        CloudAccount a => a.Status,
        PrometheusInstance p => p.Status,
        MetricsPipeline m => m.Status,
        LlmFunction f => f.Status,
        _ => throw new ArgumentException($"{entity.Kind} is no kind of ours.", nameof(entity)),
    };

    public static Condition? Condition(IKubernetesObject<V1ObjectMeta> entity, string type) => StatusOf(entity)?.Conditions?.Find(c => c.Type == type);

    public async ValueTask DisposeAsync()
    {
        await StopOperatorAsync();
        await Cloud.DisposeAsync();
        _agent.Dispose();
    }
}
