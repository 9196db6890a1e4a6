using Sonde.Operator.Kube;

namespace Sonde.Operator.Reconcile;

/// <summary>A step found that the pass cannot go on, and knows what the pass came to. Not an error: it ends the list of steps early.</summary>
internal sealed class ReconcileStopped(Outcome outcome) : Exception
{
    public Outcome Outcome { get; } = outcome;
}
