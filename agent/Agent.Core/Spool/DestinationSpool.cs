using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core.Spool;

/// <summary>What one destination has not taken yet, on disk: first in, first out, bounded. A disk that fails costs what is on it, and is told once; sending goes on.</summary>
/// <remarks>Used by one sender alone; only the figures are for everybody.</remarks>
internal sealed class DestinationSpool : IDisposable
{
    private static readonly TimeSpan s_pauseAfterFault = TimeSpan.FromMinutes(1);

    private readonly SpoolFolder _folder;
    private readonly DestinationCounters _counters;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SpoolRecordWriter _encoder = new();
    private readonly List<SpoolSegment> _segments;
    private readonly LogGate _full;
    private readonly LogGate _damaged;
    private long _nextNumber;
    private bool _isLastOurs;
    private long _place;
    private (long Segment, long Place) _held;
    private long _samples;
    private long _bytes;
    private long? _faultyFrom;

    private DestinationSpool(SpoolOptions options, SpoolFolder folder, DestinationCounters counters, TimeProvider clock, ILogger log)
    {
        Options = options;
        (_folder, _counters, _clock, _log) = (folder, counters, clock, log);
        (_full, _damaged) = (new(clock), new(clock));
        _segments = folder.Segments();
        _nextNumber = folder.FreeNumber;
        FindPlace();
        _samples = _segments.Sum(segment => segment.CountFrom(segment == _segments[0] ? _place : SpoolSegment.Begin));
        _bytes = _segments.Sum(segment => segment.Length);
        DropFinished();
    }

    /// <summary>What it is bound by.</summary>
    public SpoolOptions Options { get; }

    /// <summary>True while it holds anything.</summary>
    public bool HasPending => _segments.Count > 0;

    /// <summary>Samples in it.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>Bytes of its files.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Opens the spool of a destination with what an earlier process has left in it.</summary>
    /// <returns>Null where that is not possible; it is told then.</returns>
    public static DestinationSpool? Open(SpoolOptions options, RemoteWriteDestination destination, DestinationCounters counters, TimeProvider clock, ILogger log)
    {
        SpoolFolder? folder = null;
        try
        {
            folder = new SpoolFolder(options, destination.Url);
            DestinationSpool spool = new(options, folder, counters, clock, log);
            if (spool.HasPending)
                log.SpoolFound(destination.Name, spool.Samples);
            return spool;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            folder?.Dispose();
            log.NoSpool(options.Directory, destination.Name, e.Message);
            return null;
        }
    }

    /// <summary>Adds samples behind all others.</summary>
    /// <returns>False where the disk does not take them; it is told then, and not tried again for a minute.</returns>
    public bool TryAppend(IReadOnlyList<Sample> samples)
    {
        if (_faultyFrom is { } from && _clock.GetElapsedTime(from) < s_pauseAfterFault)
            return false;

        var content = _encoder.Write(samples).Span;
        var length = SpoolSegment.RecordLength(content.Length);
        try
        {
            MakeRoom(length);
            Segment(length).Append(content, samples.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DropFinished();
            if (_faultyFrom is null)
                _log.SpoolBroke(_counters.Name, _folder.Path, e.Message);
            _faultyFrom = _clock.GetTimestamp();
            return false;
        }

        if (_faultyFrom is not null)
            _log.SpoolWorks(_counters.Name);
        _faultyFrom = null;
        Interlocked.Add(ref _bytes, length);
        Interlocked.Add(ref _samples, samples.Count);
        return true;
    }

    /// <summary>Reads the oldest record and holds it until <see cref="Advance"/>. What is damaged is passed over and told.</summary>
    /// <returns>False where nothing is left.</returns>
    public bool TryRead(List<Sample> samples)
    {
        while (_segments.Count > 0)
        {
            if (ContentAt(_segments[0]) is { } content && SpoolRecordReader.TryRead(content, samples))
            {
                Hold();
                return true;
            }

            PassOver();
        }

        return false;
    }

    /// <summary>The oldest record is being sent.</summary>
    public void Hold() => _held = (_segments[0].Number, _place);

    /// <summary>The record that is held is settled. Nothing happens where it had to make room meanwhile.</summary>
    public void Advance()
    {
        if (_segments.Count == 0 || _held != (_segments[0].Number, _place) || _segments[0].Peek(_place) is not { } record)
            return;

        StepOver(record);
        if (_segments.Count > 0)
            WriteMark();
    }

    /// <summary>Lets go of the files; what is in them is sent by the next process.</summary>
    public void Dispose()
    {
        _segments.ForEach(static segment => segment.Dispose());
        _folder.Dispose();
    }

    private void FindPlace()
    {
        _place = SpoolSegment.Begin;
        if (_segments.Count > 0 && _folder.Mark.Read() is var (number, place) && number == _segments[0].Number && IsRecord(_segments[0], place))
            _place = place;
    }

    /// <summary>True where walking from the first record leads to the place: a mark is not believed blindly.</summary>
    private static bool IsRecord(SpoolSegment segment, long place)
    {
        var at = SpoolSegment.Begin;
        while (at < place && segment.Peek(at) is { } record)
            at += record.Length;
        return at == place;
    }

    private void PassOver()
    {
        if (_damaged.TryPass())
            _log.SpoolDamaged(_counters.Name, _segments[0].Path, _place);
        if (_segments[0].Peek(_place) is not { } record)
        {
            DropFirst(DropReason.SpoolDamaged);
            return;
        }

        _counters.AddDropped(DropReason.SpoolDamaged, record.Samples);
        StepOver(record);
    }

    private void StepOver((int Samples, long Length) record)
    {
        Interlocked.Add(ref _samples, -record.Samples);
        _place += record.Length;
        DropFinished();
    }

    private byte[]? ContentAt(SpoolSegment segment)
    {
        try
        {
            return segment.Read(_place);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private SpoolSegment Segment(long length)
    {
        // What an earlier process has left may be torn at its end: it is only read.
        if (_isLastOurs && _segments.Count > 0 && _segments[^1].Length + length <= _folder.SegmentBytes)
            return _segments[^1];

        _segments.Add(_folder.NewSegment(_nextNumber++));
        _isLastOurs = true;
        Interlocked.Add(ref _bytes, _segments[^1].Length);
        return _segments[^1];
    }

    private void MakeRoom(long length)
    {
        while (_segments.Count > 0 && Bytes + length > _folder.MaxBytes)
        {
            if (_full.TryPass())
                _log.SpoolFull(_counters.Name, _segments[0].CountFrom(_place));
            DropFirst(DropReason.SpoolFull);
        }
    }

    private void DropFirst(DropReason reason)
    {
        var lost = _segments[0].CountFrom(_place);
        _counters.AddDropped(reason, lost);
        Interlocked.Add(ref _samples, -lost);
        RemoveFirst();
    }

    private void DropFinished()
    {
        while (_segments.Count > 0 && _place >= _segments[0].Length)
            RemoveFirst();
    }

    private void RemoveFirst()
    {
        var first = _segments[0];
        _segments.RemoveAt(0);
        Interlocked.Add(ref _bytes, -first.Length);
        _place = SpoolSegment.Begin;
        try
        {
            first.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.SpoolBroke(_counters.Name, first.Path, e.Message);
        }
    }

    private void WriteMark()
    {
        try
        {
            _folder.Mark.Write(_segments[0].Number, _place);
        }
        catch (IOException)
        {
            // A full disk: the next process sends some samples twice, which a receiver takes for what they are.
        }
    }
}
