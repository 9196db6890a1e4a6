namespace Sonde.Operator.Api;

/// <summary>The store: managed or external.</summary>
[Rule("has(self.managed) != has(self.external)", "exactly one of managed or external")]
[Rule("has(self.managed) == has(oldSelf.managed)", "cannot change between managed and external")]
[Rule("has(self.accountRef) == has(oldSelf.accountRef)", "accountRef cannot be added or removed")]
public sealed record PrometheusInstanceSpec : IManagedSpec
{
    /// <summary>Account, region and credentials; the namespace's CloudAccount named default when absent. Not used by an external store.</summary>
    [Rule("self == oldSelf", "accountRef is immutable")]
    public AccountRef? AccountRef { get; set; }

    /// <summary>Stop all cloud calls for this object.</summary>
    public bool? Paused { get; set; }

    /// <summary>How far the operator goes; the instance outlives this object unless deletionPolicy says Delete.</summary>
    public Management? Management { get; set; }

    /// <summary>An instance in managed Prometheus that Sonde creates. It costs money.</summary>
    public ManagedPrometheus? Managed { get; set; }

    /// <summary>A Prometheus-compatible store that is there already; nothing is created.</summary>
    public ExternalPrometheus? External { get; set; }

    /// <summary>Secret of this namespace that receives remoteWriteUrl and queryUrl. It is created and owned by this object; one that exists and is not ours is refused.</summary>
    public ObjectRef? WriteConnectionSecretToRef { get; set; }
}
