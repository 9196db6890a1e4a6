using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>What the informer of a kind saw last. Reads cost no call. Objects are shared: to be read, never changed.</summary>
/// <typeparam name="T">Kind of the objects.</typeparam>
public interface IStore<T> where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Whether the first list is complete. Before that, absence tells nothing.</summary>
    bool HasSynced { get; }

    /// <summary>The object, or null where none of that name is known.</summary>
    T? Find(ResourceKey key);

    /// <summary>All objects, in no order.</summary>
    IReadOnlyCollection<T> List();

    /// <summary>The objects to which the index <paramref name="index"/> gave <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException">No index of that name was declared with <see cref="KubeRegistration.AddIndex{T}"/>.</exception>
    IReadOnlyCollection<T> ByIndex(string index, string value);
}
