namespace Sonde.Operator.Kube;

/// <summary>One Lease, one leader.</summary>
/// <remarks>A leader that could not renew for <see cref="RenewDeadline"/> stops; others wait for <see cref="Duration"/>. The gap between the two is what keeps two from writing.</remarks>
public sealed record LeaseOptions
{
    /// <summary>Namespace of the Lease.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the Lease.</summary>
    public string Name { get; init; } = "sonde-operator";

    /// <summary>Who we are; must differ between replicas.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>A Lease that nobody renewed for so long may be taken.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A leader stops its work after so long without a renewal. Shorter than <see cref="Duration"/>.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two tries to renew or to take.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
