using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>All objects of a kind at one resource version.</summary>
internal sealed class Listing<T> where T : class, IKubernetesObject<V1ObjectMeta>
{
    public List<T> Entities { get; } = [];

    /// <summary>Objects that are there and do not fit the type.</summary>
    public HashSet<ResourceKey> Unreadable { get; } = [];

    /// <summary>Where a watch goes on from.</summary>
    public string? Version { get; set; }
}
