using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>The samples that wait for one destination, in the order of their scrapes. Bounded; the oldest batch goes when it is full.</summary>
/// <remarks>Many scrapes write, one sender reads. What the sender has taken out no longer counts.</remarks>
internal sealed class SampleQueue(QueueOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<SampleBatch> _batches = new();
    private QueueOptions _bounds = options;
    private int _offset;
    private int _samples;
    private long _bytes;

    /// <summary>Samples that wait.</summary>
    public int Samples
    {
        get
        {
            lock (_lock)
                return _samples;
        }
    }

    /// <summary>What they weigh, in bytes of their encoding.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Sets other bounds; they hold from the next batch on.</summary>
    public void Bound(QueueOptions bounds)
    {
        lock (_lock)
            _bounds = bounds;
    }

    /// <summary>Adds a batch; the queue becomes one of its holders.</summary>
    /// <returns>Number of samples that were dropped to make room.</returns>
    public int Add(SampleBatch batch)
    {
        batch.Retain();
        lock (_lock)
        {
            _batches.Enqueue(batch);
            _samples += batch.Count;
            _bytes += batch.Weight;

            var dropped = 0;
            while (_samples > _bounds.MaxSamples || _bytes > _bounds.MaxBytes)
                dropped += DropOldest();
            return dropped;
        }
    }

    /// <summary>Takes the oldest samples out, up to both bounds, but at least one if there is any.</summary>
    /// <param name="taken">Receives them.</param>
    /// <param name="maxSamples">Bound in samples.</param>
    /// <param name="maxBytes">Bound in bytes of their encoding.</param>
    public void Take(List<Sample> taken, int maxSamples, int maxBytes)
    {
        lock (_lock)
        {
            long bytes = 0;
            while (taken.Count < maxSamples && _batches.TryPeek(out var batch))
            {
                var samples = batch.Samples[_offset..];
                var count = 0;
                while (count < samples.Length && taken.Count < maxSamples && (bytes + samples[count].Weight <= maxBytes || taken.Count == 0))
                {
                    bytes += samples[count].Weight;
                    taken.Add(samples[count++]);
                }

                Forget(batch, count);
                if (count < samples.Length)
                    break;
            }

            _bytes -= bytes;
            _samples -= taken.Count;
        }
    }

    /// <summary>Drops all that waits.</summary>
    /// <returns>Number of samples dropped.</returns>
    public int Clear()
    {
        lock (_lock)
        {
            var dropped = 0;
            while (_batches.Count > 0)
                dropped += DropOldest();
            return dropped;
        }
    }

    private int DropOldest()
    {
        var oldest = _batches.Peek();
        var samples = oldest.Samples[_offset..];
        foreach (var sample in samples)
            _bytes -= sample.Weight;
        _samples -= samples.Length;
        var dropped = samples.Length;
        Forget(oldest, dropped);
        return dropped;
    }

    private void Forget(SampleBatch batch, int count)
    {
        _offset += count;
        if (_offset < batch.Count)
            return;

        _batches.Dequeue().Release();
        _offset = 0;
    }
}
