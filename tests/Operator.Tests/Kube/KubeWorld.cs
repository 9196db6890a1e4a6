using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Kube;
using Sonde.Testing;
using Sonde.Testing.Widgets;

namespace Sonde.Operator.Tests.Kube;

/// <summary>One replica of an operator for widgets, over the fake API server and a clock that the test moves.</summary>
internal sealed class KubeWorld : IAsyncDisposable
{
    public const string Finalizer = "kube.example.com/finalizer";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;

    public KubeWorld(FakeApiServer server, FakeTimeProvider clock, KubeOptions? options = null, k8s.Kubernetes? client = null)
    {
        (Server, Clock) = (server, clock);
        var services = new ServiceCollection()
            .AddLogging(log => log.AddProvider(Log).SetMinimumLevel(LogLevel.Debug))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IStatusComposer<Widget>, WidgetComposer>()
            .AddKube(client ?? server.Client(), options ?? new KubeOptions())
            .AddController<Widget, WidgetReconciler>(new ControllerOptions { Finalizer = Finalizer, IntervalJitter = 0.1 }, widgets => widgets
                .Index("secret", widget => widget.Spec.SecretName is { } name ? [name] : [])
                .Watches<V1Secret>((secret, store) => store.ByIndex("secret", secret.Metadata.Name).Select(widget => ResourceKey.Of(widget))));
        _services = services.BuildServiceProvider();
        _hosted = [.. _services.GetServices<IHostedService>()];
    }

    public FakeApiServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public ListLogger Log { get; } = new();

    public WidgetReconciler Reconciler => (WidgetReconciler)_services.GetRequiredService<IReconciler<Widget>>();

    public IStore<Widget> Widgets => _services.GetRequiredService<IStore<Widget>>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task StartAsync()
    {
        foreach (var hosted in _hosted)
            await hosted.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync("the informers are synced", () => Get<KubeHealth>().UnsyncedKinds.Count == 0);
    }

    public async Task StopAsync()
    {
        foreach (var hosted in _hosted)
            await hosted.StopAsync(CancellationToken.None);
    }

    /// <summary>Waits, without moving the clock.</summary>
    public static Task UntilAsync(string what, Func<bool> condition) =>
        Eventually.TrueAsync(what, s_patience, condition, TestContext.Current.CancellationToken);

    /// <summary>Lets time pass in steps, each of them only once every loop waits.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        await QuietAsync();
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Clock.Advance(step);
            await QuietAsync();
        }
    }

    /// <summary>Lets time pass until the condition holds.</summary>
    public async Task<TimeSpan> PassUntilAsync(string what, TimeSpan atMost, Func<bool> condition)
    {
        var step = TimeSpan.FromMilliseconds(500);
        var passed = TimeSpan.Zero;
        await QuietAsync();
        for (; passed < atMost; passed += step)
        {
            if (condition())
                return passed;
            Clock.Advance(step);
            await QuietAsync();
        }
        Assert.True(condition(), $"Not within {atMost} of the test's clock: {what}.");
        return passed;
    }

    /// <summary>Ends when every loop waits: what the present moment of the clock could bring about has happened.</summary>
    public static Task QuietAsync() => Quiet.ReachedAsync();

    public static Widget Widget(string name, int size = 1, string? secret = null) => new()
    {
        Metadata = new() { Name = name, NamespaceProperty = "models" },
        Spec = new() { Size = size, SecretName = secret },
    };

    public static string PathOf(string name) => $"/apis/kube.example.com/v1/namespaces/models/widgets/{name}";

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }
}
