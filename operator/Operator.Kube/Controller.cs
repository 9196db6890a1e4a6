using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Changes → queue → workers, for one kind.</summary>
internal sealed class Controller<TEntity> : IController, IDisposable where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Informer<TEntity> _informer;
    private readonly ControllerWorker<TEntity> _worker;
    private readonly ControllerOptions _options;
    private readonly WorkQueue _queue;

    public Controller(
        Informer<TEntity> informer, IEnumerable<IWakeup<TEntity>> wakeups, Func<WorkQueue, ControllerWorker<TEntity>> worker, ControllerOptions options,
        KubeMetrics metrics, TimeProvider clock)
    {
        (_informer, _options) = (informer, options);
        _queue = new(options.Backoff, clock, Random.Shared.NextDouble);
        _worker = worker(_queue);
        metrics.Observe(informer.Kind, _queue);

        informer.Observe(change =>
        {
            if (Relevance.IsRelevant(change, options.Finalizer))
                _queue.Add(change.Key);
        });
        foreach (var wakeup in wakeups)
            wakeup.Connect(informer.Store, _queue.Add);
    }

    public Task RunAsync(CancellationToken cancellation)
    {
        // Another replica may have led in between: what it did is not known here.
        foreach (var entity in _informer.Store.List())
            _queue.Add(ResourceKey.Of(entity));

        return Task.WhenAll(Enumerable.Range(0, _options.Workers).Select(number => _worker.RunAsync(number, cancellation)));
    }

    public void Dispose() => _queue.Dispose();
}
