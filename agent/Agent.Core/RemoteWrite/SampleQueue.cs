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
    private long _forgotten;
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
            ForgetUpTo(Copy(taken, maxSamples, maxBytes));
    }

    /// <summary>Gives what <see cref="Take"/> would take, and leaves it in.</summary>
    /// <returns>For <see cref="Forget"/>.</returns>
    public long Peek(List<Sample> seen, int maxSamples, int maxBytes)
    {
        lock (_lock)
            return Copy(seen, maxSamples, maxBytes);
    }

    /// <summary>Lets go of what was seen, as far as it is still there.</summary>
    /// <param name="end">What <see cref="Peek"/> returned.</param>
    public void Forget(long end)
    {
        lock (_lock)
            ForgetUpTo(end);
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

    private long Copy(List<Sample> samples, int maxSamples, int maxBytes)
    {
        long bytes = 0;
        var begin = samples.Count;
        var offset = _offset;
        foreach (var batch in _batches)
        {
            foreach (var sample in batch.Samples[offset..])
            {
                bytes += sample.Weight;
                if (samples.Count - begin >= maxSamples || (bytes > maxBytes && samples.Count > begin))
                    return _forgotten + samples.Count - begin;
                samples.Add(sample);
            }

            offset = 0;
        }

        return _forgotten + samples.Count - begin;
    }

    private void ForgetUpTo(long end)
    {
        while (_forgotten < end)
            LetGo((int)Math.Min(end - _forgotten, _batches.Peek().Count - _offset));
    }

    private int DropOldest()
    {
        var dropped = _batches.Peek().Count - _offset;
        LetGo(dropped);
        return dropped;
    }

    private void LetGo(int count)
    {
        var batch = _batches.Peek();
        foreach (var sample in batch.Samples.Slice(_offset, count))
            _bytes -= sample.Weight;
        _samples -= count;
        _forgotten += count;
        _offset += count;
        if (_offset < batch.Count)
            return;

        _batches.Dequeue().Release();
        _offset = 0;
    }
}
