using System.Globalization;
using System.Numerics;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Order of resource versions. Kubernetes 1.35 promises that they compare as numbers within a kind; older servers with etcd have always done so.</summary>
internal static class ResourceVersions
{
    /// <summary>Whether <paramref name="version"/> is older than <paramref name="than"/>; false where either is no number.</summary>
    public static bool IsOlder(string? version, string? than) =>
        TryRead(version, out var left) && TryRead(than, out var right) && left < right;

    /// <summary>Whether both are the same object (not one that was made anew under its name), and the first is older.</summary>
    public static bool IsOlderStateOf(this IMetadata<V1ObjectMeta> entity, IMetadata<V1ObjectMeta> other) =>
        entity.Metadata.Uid == other.Metadata.Uid && IsOlder(entity.Metadata.ResourceVersion, other.Metadata.ResourceVersion);

    private static bool TryRead(string? version, out BigInteger number) =>
        BigInteger.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
