namespace Sonde.Operator.Kube;

/// <summary>What all controllers of one program share.</summary>
public sealed record KubeOptions
{
    /// <summary>Name under which the operator writes: field manager, Event source and user agent.</summary>
    public string Name { get; init; } = "sonde-operator";

    /// <summary>The only namespace that is watched; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Election among replicas; null runs the controllers at once, which is right for one replica only.</summary>
    public LeaseOptions? Lease { get; init; }

    /// <summary>How lists and watches are kept alive.</summary>
    public WatchOptions Watch { get; init; } = new();
}
