namespace Sonde.Agent.Core.Series;

/// <summary>The series of one target by their labels: two spellings of the same labels are one series.</summary>
internal sealed class SeriesSet
{
    private const int Roomy = 4;

    private readonly HashSet<SampleSeries> _series = new(ByLabels.Instance);

    public int Count => _series.Count;

    /// <summary>The series with these labels; made when there is none.</summary>
    public SampleSeries GetOrAdd(byte[] labels)
    {
        if (_series.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(labels, out var known))
            return known;

        SampleSeries added = new(labels);
        _series.Add(added);
        return added;
    }

    /// <summary>Forgets all but these.</summary>
    public void Keep(IEnumerable<SampleSeries> series)
    {
        _series.Clear();
        foreach (var kept in series)
            _series.Add(kept);
        // Room for as many again is used by a page that churns: trimmed, it would be made anew by the minute.
        if (_series.Capacity > Roomy * _series.Count)
            _series.TrimExcess();
    }

    private sealed class ByLabels : IEqualityComparer<SampleSeries>, IAlternateEqualityComparer<ReadOnlySpan<byte>, SampleSeries>
    {
        public static readonly ByLabels Instance = new();

        public bool Equals(SampleSeries? x, SampleSeries? y) => x is null ? y is null : y is not null && x.Labels.AsSpan().SequenceEqual(y.Labels);

        public bool Equals(ReadOnlySpan<byte> alternate, SampleSeries other) => alternate.SequenceEqual(other.Labels);

        public int GetHashCode(SampleSeries obj) => KeyHash.Of(obj.Labels);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => KeyHash.Of(alternate);

        public SampleSeries Create(ReadOnlySpan<byte> alternate) => new(alternate.ToArray());
    }
}
