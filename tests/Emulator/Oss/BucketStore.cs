namespace Sonde.Emulator.Oss;

/// <summary>All buckets and their objects. Safe to call from any thread; objects that it hands out never change.</summary>
public sealed class BucketStore(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly ChangeFeed<ObjectChange> _changes = new();
    private readonly Past<StoredObject> _past = new(clock);
    private readonly SortedDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Calls <paramref name="listener"/> after each change, outside of the lock, in the order of the changes, until the answer is disposed.</summary>
    public IDisposable Watch(Action<ObjectChange> listener) => _changes.Watch(listener);

    /// <summary>Objects whose key begins with <paramref name="prefix"/>, by key bytewise; empty when the bucket is absent.</summary>
    public IReadOnlyList<StoredObject> List(string bucket, string prefix)
    {
        lock (_gate)
            return _buckets.TryGetValue(bucket, out var found) ? [.. found.From(prefix).TakeWhile(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))] : [];
    }

    /// <summary>One object; null when it or the bucket is absent.</summary>
    public StoredObject? Find(string bucket, string key)
    {
        lock (_gate)
            return _buckets.GetValueOrDefault(bucket)?.Find(key);
    }

    /// <summary>Whether there is such a bucket, in any account.</summary>
    public bool Exists(string bucket)
    {
        lock (_gate)
            return _buckets.ContainsKey(bucket);
    }

    /// <summary>Account that a bucket belongs to; null when there is no such bucket.</summary>
    public string? OwnerOf(string bucket)
    {
        lock (_gate)
            return _buckets.GetValueOrDefault(bucket)?.AccountId;
    }

    /// <summary>Writes an object as a plain PutObject does, for seeds and writable mounts; the bucket is made when it is absent.</summary>
    public StoredObject Write(string accountId, string bucket, string key, ReadOnlyMemory<byte> content) =>
        Exclusively(table =>
        {
            table.FindOrAdd(bucket, accountId);
            return table.Put(bucket, ObjectBuilder.Plain(key, content, clock.GetUtcNow()));
        });

    /// <summary>Deletes an object as DeleteObject does; absent ones are no error.</summary>
    public void Delete(string bucket, string key) => Exclusively(table => table.Delete(bucket, key));

    /// <summary>Runs one operation alone, then tells what it changed.</summary>
    internal T Exclusively<T>(Func<BucketTable, T> operation)
    {
        try
        {
            lock (_gate)
                return operation(new BucketTable(_buckets, clock, _changes, _past));
        }
        finally
        {
            _changes.Tell();
        }
    }
}
