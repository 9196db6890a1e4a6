using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;

namespace Sonde.Operator.Kube;

/// <summary>Runs the informers always, and the controllers while this replica leads.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class KubeHost(IEnumerable<IInformer> informers, IEnumerable<IController> controllers, EventRecorder events, ILeadership leadership, KubeMetrics metrics)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(leadership);
        var all = informers.ToList();
        var followers = controllers.ToList();   // made now: a controller must observe before its informer lists
        await Task.WhenAll(
            Task.WhenAll(all.Select(informer => informer.RunAsync(stoppingToken))),
            ControlAsync(all, followers, stoppingToken));
    }

    private async Task ControlAsync(List<IInformer> all, List<IController> followers, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(all.Select(informer => informer.SyncedAsync(cancellation)));
            if (leadership is LeaderLease lease)
                await lease.RunAsync(term => WorkAsync(followers, term), cancellation);
            else
                await WorkAsync(followers, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private Task WorkAsync(List<IController> followers, CancellationToken term) =>
        Task.WhenAll([events.RunAsync(term), .. followers.Select(controller => controller.RunAsync(term))]);
}
