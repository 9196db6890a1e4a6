namespace Sonde.Emulator.Oss;

/// <summary>One page of a list: objects, and prefixes that were rolled up at the delimiter.</summary>
/// <param name="Next">The last key or prefix of the page when there is more; else null.</param>
internal sealed record ListPage(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> Prefixes, string? Next)
{
    /// <param name="from">Objects from a key on, in the order of their keys' bytes.</param>
    /// <param name="after">Keys up to it, and prefixes that it lies in, are passed over.</param>
    /// <param name="visibleUntil">Objects written later are not listed yet.</param>
    public static ListPage Of(Func<string, IEnumerable<StoredObject>> from, string prefix, string delimiter, string after, int limit, DateTimeOffset visibleUntil)
    {
        List<StoredObject> objects = [];
        List<string> prefixes = [];
        var last = "";
        foreach (var item in from(ByteOrder.Instance.Compare(after, prefix) > 0 ? after : prefix))
        {
            if (!item.Key.StartsWith(prefix, StringComparison.Ordinal))
                break;
            if (item.Key == after || item.LastModified > visibleUntil)
                continue;
            var rolled = Rolled(item.Key, prefix, delimiter);
            if (rolled is not null && (rolled == after || (prefixes.Count > 0 && prefixes[^1] == rolled)))
                continue;
            if (objects.Count + prefixes.Count == limit)
                return new(objects, prefixes, last);
            last = rolled ?? item.Key;
            if (rolled is null)
                objects.Add(item);
            else
                prefixes.Add(rolled);
        }

        return new(objects, prefixes, null);
    }

    private static string? Rolled(string key, string prefix, string delimiter)
    {
        if (delimiter.Length == 0)
            return null;
        var at = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + delimiter.Length)];
    }
}
