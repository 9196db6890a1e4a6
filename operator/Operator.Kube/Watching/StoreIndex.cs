using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Value → keys. A value that no object has any more takes no room. Guarded by its store.</summary>
internal sealed class StoreIndex<T>(Func<T, IEnumerable<string>> values) where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Dictionary<string, HashSet<ResourceKey>> _keys = [];

    public IReadOnlyCollection<ResourceKey> KeysOf(string value) => _keys.TryGetValue(value, out var keys) ? keys : [];

    public void Move(ResourceKey key, T? before, T? after)
    {
        foreach (var value in before is null ? [] : values(before))
        {
            if (_keys.TryGetValue(value, out var keys) && keys.Remove(key) && keys.Count == 0)
                _keys.Remove(value);
        }
        foreach (var value in after is null ? [] : values(after))
        {
            if (!_keys.TryGetValue(value, out var keys))
                _keys[value] = keys = [];
            keys.Add(key);
        }
    }
}
