using System.Collections.Concurrent;
using Sonde.Operator.Kube;

namespace Sonde.Testing.Widgets;

/// <summary>Does what the test says, and remembers each pass.</summary>
public sealed class WidgetReconciler(TimeProvider clock) : IReconciler<Widget>
{
    public ConcurrentQueue<(string Verb, ResourceKey Key, DateTimeOffset At)> Passes { get; } = new();

    public Func<Widget, CancellationToken, Task<Outcome>> Reconcile { get; set; } = (_, _) => Task.FromResult<Outcome>(new Outcome.Settled(TimeSpan.FromMinutes(10)));

    public Func<Widget, CancellationToken, Task<Outcome>> Finalize { get; set; } = (_, _) => Task.FromResult<Outcome>(new Outcome.Settled(TimeSpan.FromMinutes(10)));

    public Task<Outcome> ReconcileAsync(Widget entity, CancellationToken cancellation)
    {
        Passes.Enqueue(("reconcile", ResourceKey.Of(entity), clock.GetUtcNow()));
        return Reconcile(entity, cancellation);
    }

    public Task<Outcome> FinalizeAsync(Widget entity, CancellationToken cancellation)
    {
        Passes.Enqueue(("finalize", ResourceKey.Of(entity), clock.GetUtcNow()));
        return Finalize(entity, cancellation);
    }
}
