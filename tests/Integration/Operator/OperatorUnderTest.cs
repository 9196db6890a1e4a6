using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sonde.Operator.Artifacts;
using Sonde.Operator.Cloud;
using Sonde.Operator.Hosting;
using Sonde.Operator.Kube;
using Sonde.Testing;
using Sonde.Testing.Kubernetes;

namespace Sonde.Integration.Operator;

/// <summary>The whole operator in this process, bound to one namespace, on a hasty clock.</summary>
internal sealed class OperatorUnderTest : IAsyncDisposable
{
    private const int Workers = 4;

    private readonly k8s.Kubernetes _client;
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;

    private OperatorUnderTest(ApiServer server, string scope, string agentFolder, TimeProvider clock)
    {
        _client = KubernetesClientFactory.Create(server.KubeconfigPath);
        // Bookmarks come in real time.
        var watch = new WatchOptions { Silence = TimeSpan.FromHours(1), AnswerTimeout = TimeSpan.FromMinutes(10) };
        _services = new ServiceCollection()
            .AddSingleton(clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Log))
            .AddKube(_client, new() { Namespace = scope, Watch = watch })
            .AddAlibabaCloud()
            .AddSonde(AgentRelease.Load(agentFolder), Workers)
            .BuildServiceProvider();
        _hosted = [.. _services.GetServices<IHostedService>()];
    }

    public LineLog Log { get; } = new();

    public static async Task<OperatorUnderTest> StartAsync(ApiServer server, string scope, string agentFolder, TimeProvider clock, CancellationToken cancellation)
    {
        var started = new OperatorUnderTest(server, scope, agentFolder, clock);
        foreach (var hosted in started._hosted)
            await hosted.StartAsync(cancellation);
        var health = started._services.GetRequiredService<KubeHealth>();
        await Eventually.TrueAsync("the operator has listed every kind", TimeSpan.FromSeconds(30), () => health.UnsyncedKinds.Count == 0, cancellation);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted)
            await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _client.Dispose();
    }
}
