using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Spool;

/// <summary>All that waits for one destination, oldest first: what is on disk, then what is in memory.</summary>
/// <remarks>
/// Nothing goes to disk while the destination takes what it gets. Once it does not, everything does, the request under way first, until the disk is read up;
/// so the order of every series is kept, and a process that is killed leaves all that was not taken. Used by the sender's loop alone.
/// </remarks>
/// <param name="queue">What scrapes have brought.</param>
/// <param name="spool">Null: memory only.</param>
/// <param name="recordBytes">Bound of a record before compression.</param>
internal sealed class Backlog(SampleQueue queue, DestinationSpool? spool, int recordBytes)
{
    private const int RecordSamples = 2000;

    private readonly List<Sample> _record = [];
    private readonly List<Sample> _spilled = [];
    private int _next;
    private bool _isOnDisk;

    /// <summary>What was taken out to be sent; the sender may shorten it.</summary>
    public List<Sample> Taken { get; } = [];

    /// <summary>True where there is a disk to go to.</summary>
    public bool HasSpool => spool is not null;

    /// <summary>True while older samples than those of the queue wait on disk.</summary>
    public bool HasOnDisk => _next < _record.Count || spool is { HasPending: true };

    /// <summary>Takes the oldest samples out, up to both bounds, but at least one if there is any.</summary>
    public void Take(int maxSamples, int maxBytes)
    {
        Taken.Clear();
        if (_next == _record.Count && spool is { HasPending: true })
            ReadRecord();
        if (_next == _record.Count)
        {
            queue.Take(Taken, maxSamples, maxBytes);
            return;
        }

        long bytes = 0;
        while (_next < _record.Count && Taken.Count < maxSamples && (Taken.Count == 0 || bytes + _record[_next].Weight <= maxBytes))
        {
            bytes += _record[_next].Weight;
            Taken.Add(_record[_next++]);
        }
    }

    /// <summary>What was taken is settled, one way or another.</summary>
    public void Settle()
    {
        Taken.Clear();
        if (!_isOnDisk || _next < _record.Count)
            return;

        _isOnDisk = false;
        _record.Clear();
        _next = 0;
        spool!.Advance();
    }

    /// <summary>Brings everything to disk, what was taken included. Where the disk does not take it, it stays in memory.</summary>
    /// <returns>True where nothing is in memory alone.</returns>
    public bool Spill()
    {
        if (spool is null)
            return false;

        if (!_isOnDisk && Taken.Count > 0)
        {
            if (!spool.TryAppend(Taken))
                return false;
            // It is the oldest there: nothing is taken from memory while anything is on disk.
            spool.Hold();
            _isOnDisk = true;
        }

        while (queue.Samples > 0)
        {
            _spilled.Clear();
            var end = queue.Peek(_spilled, RecordSamples, recordBytes);
            if (!spool.TryAppend(_spilled))
                return false;
            queue.Forget(end);
        }

        _spilled.Clear();
        return true;
    }

    /// <summary>The end: what can be kept is kept.</summary>
    /// <param name="unsettled">How many of the samples that were taken are not settled.</param>
    /// <returns>How many samples are lost, and how many are kept on disk.</returns>
    public (long Lost, long Kept) Close(int unsettled)
    {
        Spill();
        var lost = queue.Clear() + (_isOnDisk ? 0 : unsettled);
        return (lost, spool?.Samples ?? 0);
    }

    private void ReadRecord()
    {
        _record.Clear();
        _next = 0;
        _isOnDisk = spool!.TryRead(_record);
    }
}
