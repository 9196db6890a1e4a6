using System.Diagnostics.CodeAnalysis;

namespace Sonde.Operator.Kube;

/// <summary>What <c>/healthz</c> and <c>/readyz</c> tell.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
public sealed class KubeHealth
{
    private readonly Heartbeats _beats;
    private readonly IReadOnlyList<IInformer> _informers;

    internal KubeHealth(Heartbeats beats, IEnumerable<IInformer> informers) => (_beats, _informers) = (beats, [.. informers]);

    /// <summary>Loops that broke their promise to be heard of, by name; empty: alive. An API server that is away does not count, for a restart would not bring it back.</summary>
    public IReadOnlyList<string> StuckLoops => _beats.Overdue;

    /// <summary>Kinds whose first list is not complete; empty: ready.</summary>
    public IReadOnlyList<string> UnsyncedKinds => [.. _informers.Where(informer => !informer.HasSynced).Select(informer => informer.Kind)];
}
