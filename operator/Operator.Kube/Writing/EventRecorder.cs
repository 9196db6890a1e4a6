using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Writes Events in the background, while this replica leads.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class EventRecorder(KubeApi api, ILeadership leadership, KubeOptions options, KubeMetrics metrics, TimeProvider clock, ILogger<EventRecorder> log) : IEventRecorder
{
    private const int MostWaiting = 256;

    private readonly EventMemory _memory = new(clock);
    private readonly Channel<Corev1Event> _waiting = Channel.CreateBounded<Corev1Event>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public void Record(IKubernetesObject<V1ObjectMeta> entity, EventNote note)
    {
        if (_memory.IsNews(entity.Metadata.Uid ?? ResourceKey.Of(entity).ToString(), note)
            && !_waiting.Writer.TryWrite(EventObject.Of(entity, note, options.Name, clock.GetUtcNow())))
            metrics.EventDropped();
    }

    /// <summary>Writes what waits until cancelled. What then still waits is told by the next term, if it leads again.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var @event in _waiting.Reader.ReadAllAsync(cancellation))
            await WriteAsync(@event, cancellation);
    }

    [SuppressMessage("Design", "CA1031", Justification = "An Event that cannot be written must fail nothing.")]
    private async Task WriteAsync(Corev1Event @event, CancellationToken cancellation)
    {
        if (!leadership.IsLeader)
            return;
        try
        {
            await api.PostAsync($"api/v1/namespaces/{@event.Metadata.NamespaceProperty}/events", KubernetesJson.Serialize(@event), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            metrics.EventDropped();
            log.EventRefused(@event.Reason, $"{@event.Metadata.NamespaceProperty}/{@event.InvolvedObject.Name}", e.Message);
        }
    }
}
