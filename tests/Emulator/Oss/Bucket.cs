namespace Sonde.Emulator.Oss;

/// <summary>One bucket. Only touched under the lock of <see cref="BucketStore"/>.</summary>
internal sealed class Bucket(string name, string accountId, DateTimeOffset created)
{
    private readonly SortedList<string, StoredObject> _objects = new(ByteOrder.Instance);

    public string Name => name;

    public string AccountId => accountId;

    public DateTimeOffset Created => created;

    public string StorageClass { get; set; } = "Standard";

    public string Acl { get; set; } = "private";

    public Dictionary<string, MultipartUpload> Uploads { get; } = new(StringComparer.Ordinal);

    public int Count => _objects.Count;

    public StoredObject? Find(string key) => _objects.GetValueOrDefault(key);

    public void Put(StoredObject item) => _objects[item.Key] = item;

    public bool Remove(string key) => _objects.Remove(key);

    /// <summary>Objects from <paramref name="key"/> on, in the order of their keys' bytes.</summary>
    public IEnumerable<StoredObject> From(string key)
    {
        for (var at = IndexOf(key); at < _objects.Count; at++)
            yield return _objects.GetValueAtIndex(at);
    }

    /// <summary>Index of the first key that is not before <paramref name="key"/>.</summary>
    private int IndexOf(string key)
    {
        var (low, high) = (0, _objects.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ByteOrder.Instance.Compare(_objects.GetKeyAtIndex(middle), key) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
