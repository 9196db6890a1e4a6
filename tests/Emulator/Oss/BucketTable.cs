namespace Sonde.Emulator.Oss;

/// <summary>The buckets as one operation sees them while it holds the lock.</summary>
internal sealed class BucketTable(SortedDictionary<string, Bucket> buckets, TimeProvider clock, ChangeFeed<ObjectChange> changes, Past<StoredObject> past)
{
    public IEnumerable<Bucket> All => buckets.Values;

    public Bucket? Find(string name) => buckets.GetValueOrDefault(name);

    public Bucket FindOrAdd(string name, string accountId)
    {
        if (buckets.TryGetValue(name, out var bucket))
            return bucket;
        return buckets[name] = new Bucket(name, accountId, clock.GetUtcNow());
    }

    public void Remove(string name) => buckets.Remove(name);

    /// <summary>Objects of a bucket as they were then, from a key on; without their content.</summary>
    public IEnumerable<StoredObject> At(DateTimeOffset time, string bucket, string from) => past.At(bucket + "/", time)
        .Where(item => ByteOrder.Instance.Compare(item.Key, from) >= 0)
        .OrderBy(item => item.Key, ByteOrder.Instance);

    public StoredObject Put(string bucket, StoredObject item)
    {
        buckets[bucket].Put(item);
        past.Note($"{bucket}/{item.Key}", item with { Content = default });
        changes.Add(new(bucket, item.Key, item));
        return item;
    }

    /// <summary>True when there was something to delete.</summary>
    public bool Delete(string bucket, string key)
    {
        if (buckets.GetValueOrDefault(bucket)?.Remove(key) is not true)
            return false;
        past.Note($"{bucket}/{key}", null);
        changes.Add(new(bucket, key, null));
        return true;
    }
}
