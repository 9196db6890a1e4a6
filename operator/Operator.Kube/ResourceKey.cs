using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Names one object of a kind.</summary>
/// <param name="Namespace">Its namespace; null for an object of cluster scope.</param>
/// <param name="Name">Its name.</param>
public readonly record struct ResourceKey(string? Namespace, string Name)
{
    /// <summary>The key of an object that came from the API server.</summary>
    public static ResourceKey Of(IMetadata<V1ObjectMeta> entity)
    {
        var metadata = entity.Metadata ?? throw new ArgumentException("The object has no metadata.", nameof(entity));
        return new(string.IsNullOrEmpty(metadata.NamespaceProperty) ? null : metadata.NamespaceProperty, metadata.Name);
    }

    /// <summary><c>namespace/name</c>, or the name alone for cluster scope.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
