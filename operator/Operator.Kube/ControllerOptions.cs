namespace Sonde.Operator.Kube;

/// <summary>How one controller works.</summary>
public sealed record ControllerOptions
{
    /// <summary>The finalizer put on every entity before its first reconcile; null for kinds that leave nothing behind.</summary>
    public string? Finalizer { get; init; }

    /// <summary>Entities worked on at the same time.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>A pass that takes longer is cancelled and shown as <c>Failing/ReconcileTimeout</c>.</summary>
    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Share by which the next look after <see cref="Outcome.Settled"/> and <see cref="Outcome.Stalled"/> is moved at random, either way, so that a thousand entities do not look at once. 0 to 0.9.</summary>
    public double IntervalJitter { get; init; } = 0.5;

    /// <summary>Delays after failures.</summary>
    public BackoffOptions Backoff { get; init; } = new() { First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(5) };
}
