using Sonde.Operator.Kube;

namespace Sonde.Operator.Passes;

/// <summary>A step found that the pass cannot go on, and knows what the pass came to. Not an error: it ends the list of steps early.</summary>
/// <param name="outcome">What the pass came to.</param>
/// <param name="finding">Reason for the condition of the part that was looked at, where it says more than the outcome's.</param>
internal sealed class ReconcileStopped(Outcome outcome, string? finding = null) : Exception
{
    public string? Finding { get; } = finding;

    public Outcome Outcome { get; } = outcome;
}
