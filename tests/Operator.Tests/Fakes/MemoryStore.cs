using k8s;
using k8s.Models;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>A store that holds what a test put there. Its one index is the pipeline that functions name.</summary>
internal sealed class MemoryStore<T>(Func<T, string?>? index = null) : IStore<T> where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Dictionary<ResourceKey, T> _items = [];

    public bool HasSynced => true;

    public void Put(T item) => _items[ResourceKey.Of(item)] = item;

    public void Remove(T item) => _items.Remove(ResourceKey.Of(item));

    public T? Find(ResourceKey key) => _items.GetValueOrDefault(key);

    public IReadOnlyCollection<T> List() => [.. _items.Values];

    public IReadOnlyCollection<T> ByIndex(string index1, string value) => [.. _items.Values.Where(i => index!(i) == value)];
}
