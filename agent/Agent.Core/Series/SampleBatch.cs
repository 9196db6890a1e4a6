using System.Buffers;

namespace Sonde.Agent.Core.Series;

/// <summary>The samples of one scrape, in a pooled array that returns to its pool when the last holder lets go.</summary>
/// <remarks>Filled by one scrape; from the moment it is shared it is only read.</remarks>
internal sealed class SampleBatch
{
    private const int SmallestCapacity = 256;

    private Sample[] _samples;
    private int _holders = 1;

    public SampleBatch(int expectedCount) => _samples = ArrayPool<Sample>.Shared.Rent(Math.Max(expectedCount, SmallestCapacity));

    public int Count { get; private set; }

    /// <summary>Bytes that the samples weigh in a queue.</summary>
    public long Weight { get; private set; }

    public ReadOnlySpan<Sample> Samples => _samples.AsSpan(0, Count);

    /// <summary>The same to be amended, as long as the batch is not shared.</summary>
    public Span<Sample> Unshared => _samples.AsSpan(0, Count);

    public void Add(SampleSeries series, double value, long timestamp, SampleDetail? detail = null)
    {
        if (Count == _samples.Length)
            Grow();

        ref var sample = ref _samples[Count++];
        sample = new(series, value, timestamp, detail);
        Weight += sample.Weight;
    }

    /// <summary>Forgets what a failed scrape has added.</summary>
    public void Clear()
    {
        _samples.AsSpan(0, Count).Clear();
        Count = 0;
        Weight = 0;
    }

    /// <summary>One more holder. Each holder calls <see cref="Release"/> once.</summary>
    public void Retain() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            ReturnArray();
    }

    private void Grow()
    {
        var larger = ArrayPool<Sample>.Shared.Rent(_samples.Length * 2);
        Samples.CopyTo(larger);
        var count = Count;
        ReturnArray();
        _samples = larger;
        Count = count;
    }

    private void ReturnArray()
    {
        // Samples hold series: a pooled array must not keep them alive.
        _samples.AsSpan(0, Count).Clear();
        ArrayPool<Sample>.Shared.Return(_samples);
        _samples = [];
        Count = 0;
    }
}
