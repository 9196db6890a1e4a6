using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sonde.Operator.Kube;
using Sonde.Testing;
using Sonde.Testing.Kubernetes;
using Sonde.Testing.Widgets;

namespace Sonde.Integration.Kube;

/// <summary>One replica of an operator for widgets in one namespace, over a real API server.</summary>
internal sealed class WidgetOperator : IAsyncDisposable
{
    public const string Finalizer = "kube.example.com/finalizer";

    private readonly ServiceProvider _services;
    private readonly k8s.Kubernetes _client;
    private readonly List<IHostedService> _hosted;

    public WidgetOperator(ApiServer server, string scope, string identity, WatchOptions? watch = null)
    {
        _client = KubernetesClientFactory.Create(server.KubeconfigPath);
        var options = new KubeOptions
        {
            Namespace = scope,
            Watch = watch ?? new(),
            Lease = new()
            {
                Namespace = scope,
                Identity = identity,
                Duration = TimeSpan.FromSeconds(3),
                RenewDeadline = TimeSpan.FromSeconds(2),
                RetryPeriod = TimeSpan.FromMilliseconds(400),
            },
        };
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IStatusComposer<Widget>, WidgetComposer>()
            .AddKube(_client, options)
            .AddController<Widget, WidgetReconciler>(new ControllerOptions { Finalizer = Finalizer }, widgets => widgets
                .Index("secret", widget => widget.Spec.SecretName is { } name ? [name] : [])
                .Watches<V1Secret>((secret, store) => store.ByIndex("secret", secret.Metadata.Name).Select(widget => ResourceKey.Of(widget))))
            .BuildServiceProvider();
        _hosted = [.. _services.GetServices<IHostedService>()];
    }

    public WidgetReconciler Reconciler => (WidgetReconciler)_services.GetRequiredService<IReconciler<Widget>>();

    public IStore<Widget> Widgets => _services.GetRequiredService<IStore<Widget>>();

    public bool Leads => _services.GetRequiredService<ILeadership>().IsLeader;

    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach (var hosted in _hosted)
            await hosted.StartAsync(cancellation);
        var health = _services.GetRequiredService<KubeHealth>();
        await Eventually.TrueAsync("the informers are synced", TimeSpan.FromSeconds(30), () => health.UnsyncedKinds.Count == 0, cancellation);
    }

    public async Task StopAsync()
    {
        foreach (var hosted in _hosted)
            await hosted.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        _client.Dispose();
    }
}
