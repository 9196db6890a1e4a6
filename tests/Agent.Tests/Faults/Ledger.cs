using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Faults;

/// <summary>What a receiver has taken, series by series.</summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _series = new(StringComparer.Ordinal);

    /// <summary>When the last sample was taken.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Samples whose time is not after that of their series' sample before.</summary>
    public int OutOfOrder { get; private set; }

    /// <summary>Of these, samples that were taken already.</summary>
    public int Repeated { get; private set; }

    /// <summary>Samples taken.</summary>
    public long Samples { get; private set; }

    public void Take(IEnumerable<WrittenSeries> written, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var one in written)
            {
                if (!_series.TryGetValue(one.ToString(), out var entry))
                    _series[one.ToString()] = entry = new();
                foreach (var sample in one.Samples)
                    Take(entry, sample);
            }

            LastAt = now;
        }
    }

    /// <summary>Values of a series with this name, markers left out; of the first where there are several.</summary>
    public IReadOnlyList<WrittenSample> Of(string name)
    {
        lock (_gate)
            return [.. _series.FirstOrDefault(s => s.Key.StartsWith(name + "{", StringComparison.Ordinal)).Value?.All ?? []];
    }

    /// <summary>Samples of the page that are missing of so many scrapes.</summary>
    public long Missing(int scrapes, int series)
    {
        lock (_gate)
            return ((long)scrapes * series) - _series.Where(s => IsPage(s.Key)).Sum(s => (long)s.Value.Values.Count);
    }

    /// <summary>Numbers of scrapes that arrived in no series.</summary>
    public IReadOnlyList<int> MissingScrapes(int scrapes)
    {
        lock (_gate)
            return [.. Enumerable.Range(1, scrapes).Where(n => !_series.Any(s => IsPage(s.Key) && s.Value.Values.Contains(n)))];
    }

    /// <summary>Series that end with a stale marker, and all.</summary>
    public (int Ended, int All) Ends()
    {
        lock (_gate)
            return (_series.Values.Count(entry => entry.All[^1].IsStale), _series.Count);
    }

    /// <summary>Stale markers of the page's series.</summary>
    public int Markers()
    {
        lock (_gate)
            return _series.Where(s => IsPage(s.Key)).Sum(s => s.Value.All.Count(sample => sample.IsStale));
    }

    private static bool IsPage(string series) => series.StartsWith("fault_series{", StringComparison.Ordinal);

    private void Take(Entry entry, WrittenSample sample)
    {
        Samples++;
        if (entry.All.Count > 0 && sample.TimestampMilliseconds <= entry.All[^1].TimestampMilliseconds)
        {
            OutOfOrder++;
            if (entry.All.Exists(known => known == sample))
                Repeated++;
        }

        entry.All.Add(sample);
        if (!sample.IsStale)
            entry.Values.Add((int)sample.Value);
    }

    private sealed class Entry
    {
        public List<WrittenSample> All { get; } = [];

        public HashSet<int> Values { get; } = [];
    }
}
