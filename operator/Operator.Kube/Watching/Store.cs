using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>The objects of a kind, by key and by index. An object never goes back to an older state.</summary>
internal sealed class Store<T> : IStore<T> where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKey, T> _objects = [];
    private readonly Dictionary<string, StoreIndex<T>> _indexes;
    private volatile bool _hasSynced;

    public Store(IEnumerable<IndexDeclaration<T>> indexes) =>
        _indexes = indexes.ToDictionary(index => index.Name, index => new StoreIndex<T>(index.Values));

    public bool HasSynced => _hasSynced;

    public T? Find(ResourceKey key)
    {
        lock (_gate)
            return _objects.GetValueOrDefault(key);
    }

    public IReadOnlyCollection<T> List()
    {
        lock (_gate)
            return [.. _objects.Values];
    }

    public IReadOnlyCollection<T> ByIndex(string index, string value)
    {
        if (!_indexes.TryGetValue(index, out var found))
            throw new ArgumentException($"The store of {typeof(T).Name} keeps no index '{index}'; declare it with AddIndex.", nameof(index));
        lock (_gate)
            return [.. found.KeysOf(value).Select(key => _objects[key])];
    }

    /// <summary>Takes what a watch told. Null where it tells nothing new.</summary>
    public Change<T>? Put(T entity)
    {
        var key = ResourceKey.Of(entity);
        lock (_gate)
        {
            var before = _objects.GetValueOrDefault(key);
            return before is not null && IsNoNews(entity, before) ? null : Set(key, before, entity);
        }
    }

    /// <summary>Takes the answer to one of our own writes: only onto an object still known, so that a deletion seen meanwhile is not undone.</summary>
    public Change<T>? Overlay(T entity)
    {
        var key = ResourceKey.Of(entity);
        lock (_gate)
        {
            var before = _objects.GetValueOrDefault(key);
            return before is not null && before.IsOlderStateOf(entity) ? Set(key, before, entity) : null;
        }
    }

    /// <summary>Takes a deletion. Null where the object is unknown, or is one made anew under the name.</summary>
    public Change<T>? Remove(T entity)
    {
        var key = ResourceKey.Of(entity);
        lock (_gate)
            return _objects.TryGetValue(key, out var before) && before.Metadata.Uid == entity.Metadata.Uid ? Drop(key, before) : null;
    }

    /// <summary>Takes a whole list: what it does not name is gone.</summary>
    /// <param name="entities">The objects that could be read.</param>
    /// <param name="unreadable">Objects that exist and could not be read; what was known of them stays.</param>
    /// <param name="version">Resource version of the list. Older than an object we know: the server was restored from a backup, and is believed.</param>
    public IReadOnlyList<Change<T>> Replace(IReadOnlyCollection<T> entities, IReadOnlySet<ResourceKey> unreadable, string? version)
    {
        var changes = new List<Change<T>>();
        lock (_gate)
        {
            var listed = entities.ToDictionary(ResourceKey.Of);
            foreach (var (key, before) in _objects.ToArray())
            {
                if (!listed.ContainsKey(key) && !unreadable.Contains(key))
                    changes.Add(Drop(key, before));
            }
            foreach (var (key, entity) in listed)
            {
                var before = _objects.GetValueOrDefault(key);
                if (before is null || !IsNoNews(entity, before) || ResourceVersions.IsOlder(version, before.Metadata.ResourceVersion))
                    changes.Add(Set(key, before, entity));
            }
            _hasSynced = true;
        }
        return changes;
    }

    private static bool IsNoNews(T entity, T before) =>
        before.Metadata.Uid == entity.Metadata.Uid
        && (before.Metadata.ResourceVersion == entity.Metadata.ResourceVersion || entity.IsOlderStateOf(before));

    private Change<T> Set(ResourceKey key, T? before, T after)
    {
        _objects[key] = after;
        foreach (var index in _indexes.Values)
            index.Move(key, before, after);
        return new(key, before, after);
    }

    private Change<T> Drop(ResourceKey key, T before)
    {
        _objects.Remove(key);
        foreach (var index in _indexes.Values)
            index.Move(key, before, after: null);
        return new(key, before, After: null);
    }
}
