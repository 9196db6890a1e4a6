using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>What a candidate remembers of the Lease: its content, and when it saw that content first by its own clock. Clocks of others are never compared.</summary>
/// <param name="Lease">The Lease.</param>
/// <param name="SeenAt">Timestamp of our clock.</param>
internal sealed record LeaseRecord(V1Lease Lease, long SeenAt)
{
    /// <summary>Whether <paramref name="other"/> shows a renewal since.</summary>
    public bool IsSameAs(V1Lease other) =>
        Lease.Spec?.HolderIdentity == other.Spec?.HolderIdentity && Lease.Spec?.RenewTime == other.Spec?.RenewTime && Lease.Metadata.Uid == other.Metadata.Uid
        && Lease.Metadata.ResourceVersion == other.Metadata.ResourceVersion;
}
