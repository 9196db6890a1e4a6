using System.Numerics;

namespace Sonde.Agent.Core.Series;

/// <summary>What each line of a target's page led to, keyed by the raw bytes before its value, in the order of the last page.</summary>
/// <remarks>
/// Pages keep their order, so each entry remembers which one came after it: on a steady page a line costs one comparison of memory,
/// no hash and no parse. A line out of order is found by its hash, and the guess is right again from there.
/// </remarks>
internal sealed class KeyCache
{
    private const int Head = 0;
    private const int FewEntries = 512;

    private Entry[] _entries = new Entry[64];
    private int[] _buckets = new int[64];
    private int _count = 1;
    private KeyArena _arena = new();
    private int _last;
    private int _page;
    private int _seenInPage;
    private int _seenInGoodPage;

    /// <summary>Number of keys held.</summary>
    public int Count => _count - 1;

    /// <summary>The key that came next in the last page; empty where there is no guess.</summary>
    public ReadOnlySpan<byte> Expected => KeyOf(in _entries[_entries[_last].NextInPage]);

    public void BeginPage()
    {
        _page++;
        _seenInPage = 0;
        _last = Head;
    }

    /// <summary>Forgets keys that are gone from the page, once they are more than those that are there.</summary>
    /// <returns>True when some were forgotten.</returns>
    public bool EndPage()
    {
        _seenInGoodPage = _seenInPage;
        return ForgetBeyond(_seenInPage);
    }

    /// <summary>The same after a page that failed, which says little of what is gone: only growth beyond the last good page counts.</summary>
    public bool FailPage() => ForgetBeyond(Math.Max(_seenInPage, _seenInGoodPage));

    /// <summary>Moves on to the expected key.</summary>
    public SampleSeries? TakeExpected() => Take(_entries[_last].NextInPage);

    /// <summary>Moves on to a key that may be anywhere.</summary>
    /// <returns>False where the key is new. The series is null for a metadata line, and for a series that the rules drop.</returns>
    public bool TryTake(ReadOnlySpan<byte> key, out SampleSeries? series)
    {
        var hash = KeyHash.Of(key);
        for (var index = _buckets[hash & (_buckets.Length - 1)]; index != Head; index = _entries[index].NextInBucket)
        {
            if (_entries[index].Hash == hash && KeyOf(in _entries[index]).SequenceEqual(key))
            {
                series = Take(index);
                return true;
            }
        }

        series = null;
        return false;
    }

    /// <summary>Adds a new key and moves on to it.</summary>
    public void Add(ReadOnlySpan<byte> key, SampleSeries? series)
    {
        var index = Append(new Entry { Key = _arena.Add(key), Hash = KeyHash.Of(key), Series = series });
        Take(index);
    }

    /// <summary>The series of all keys.</summary>
    public IEnumerable<SampleSeries> Series => _entries.Take(_count).Select(static entry => entry.Series).OfType<SampleSeries>();

    private bool ForgetBeyond(int wanted)
    {
        if (Count <= MostKept(wanted))
            return false;

        Rebuild();
        return true;
    }

    private static int MostKept(int wanted) => (2 * wanted) + FewEntries;

    private SampleSeries? Take(int index)
    {
        _entries[_last].NextInPage = index;
        _last = index;
        ref var entry = ref _entries[index];
        if (entry.Page != _page)
        {
            entry.Page = _page;
            _seenInPage++;
        }

        return entry.Series;
    }

    private int Append(in Entry entry)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, _count * 2);
        if (_count >= _buckets.Length)
            Rehash(_buckets.Length * 2);

        _entries[_count] = entry;
        Link(_count);
        return _count++;
    }

    private void Link(int index)
    {
        ref var bucket = ref _buckets[_entries[index].Hash & (_buckets.Length - 1)];
        _entries[index].NextInBucket = bucket;
        bucket = index;
    }

    private void Rehash(int buckets)
    {
        _buckets = new int[buckets];
        for (var i = 1; i < _count; i++)
            Link(i);
    }

    /// <summary>Keeps the keys of this page, in the arrays that are there: new ones with every turn of a page that churns are garbage of the worst kind, large and old.</summary>
    private void Rebuild()
    {
        KeyArena arena = new();
        var kept = Head + 1;
        foreach (ref var entry in _entries.AsSpan(1, _count - 1))
        {
            // In the order of arrival, not of the page; the next page sets the guesses right.
            if (entry.Page == _page)
                _entries[kept++] = entry with { Key = arena.Add(entry.Key), NextInPage = Head };
        }

        Array.Clear(_entries, kept, _count - kept);
        (_entries[Head], _arena, _count, _last) = (default, arena, kept, Head);
        var room = (int)BitOperations.RoundUpToPowerOf2((uint)MostKept(Count) + 1);
        if (_entries.Length > room)
            Array.Resize(ref _entries, room);
        Rehash(_entries.Length);
    }

    private static ReadOnlySpan<byte> KeyOf(in Entry entry) => entry.Key;

    private record struct Entry
    {
        public ArraySegment<byte> Key;
        public SampleSeries? Series;
        public int Hash;
        public int NextInBucket;
        public int NextInPage;
        public int Page;
    }
}
