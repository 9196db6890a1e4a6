using System.Threading.Channels;

namespace Sonde.Operator.Kube;

/// <summary>Keys to work on. Folds duplicates, gives one key to one worker at a time, and never loses one.</summary>
/// <remarks>
/// Every key taken comes back through exactly one of <see cref="Complete(ResourceKey)"/>, <see cref="Complete(ResourceKey, TimeSpan)"/>, <see cref="Retry"/> and
/// <see cref="Return"/>. A key has at most one place in line and one timer, so memory is bounded by the number of keys.
/// </remarks>
internal sealed class WorkQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKey, Entry> _entries = [];
    private readonly SortedSet<Due> _delayed = new(Comparer<Due>.Create(Earlier));
    private readonly Channel<ResourceKey> _ready = Channel.CreateUnbounded<ResourceKey>();
    private readonly BackoffOptions _backoff;
    private readonly TimeProvider _clock;
    private readonly Func<double> _dice;
    private readonly long _start;
    private readonly ITimer _timer;
    private long _sequence;

    public WorkQueue(BackoffOptions backoff, TimeProvider clock, Func<double> dice)
    {
        (_backoff, _clock, _dice, _start) = (backoff, clock, dice, clock.GetTimestamp());
        _timer = clock.CreateTimer(_ => ReleaseDue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keys that wait for a worker now.</summary>
    public int Depth
    {
        get
        {
            lock (_gate)
                return _entries.Values.Count(entry => entry.State is EntryState.Ready);
        }
    }

    /// <summary>How long the key that waits longest has waited for a worker.</summary>
    public TimeSpan OldestAge
    {
        get
        {
            lock (_gate)
            {
                var waiting = _entries.Values.Where(entry => entry.State is EntryState.Ready).ToList();
                return waiting.Count == 0 ? TimeSpan.Zero : Now - waiting.Min(entry => entry.ReadySince);
            }
        }
    }

    /// <summary>Timers that run.</summary>
    public int Planned
    {
        get
        {
            lock (_gate)
                return _delayed.Count;
        }
    }

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <summary>Asks for a pass at once. A key in work runs again afterwards.</summary>
    public void Add(ResourceKey key)
    {
        lock (_gate)
            MakeReady(key, EntryOf(key));
    }

    /// <summary>Asks for a pass after <paramref name="delay"/>. The earliest wish wins.</summary>
    public void AddAfter(ResourceKey key, TimeSpan delay)
    {
        lock (_gate)
            Schedule(key, EntryOf(key), delay);
    }

    /// <summary>Waits for a key. It is the caller's alone until it gives it back.</summary>
    public async ValueTask<Taken> DequeueAsync(CancellationToken cancellation)
    {
        var key = await _ready.Reader.ReadAsync(cancellation);
        lock (_gate)
        {
            var entry = _entries[key];
            entry.State = EntryState.InWork;
            // The pass that begins now says itself when to look again; a look planned before it would only come on top.
            Unschedule(entry);
            return new(key, Now - entry.ReadySince);
        }
    }

    /// <summary>The pass is over and nothing more is planned.</summary>
    public void Complete(ResourceKey key) => GiveBack(key, static entry => entry.Failures = 0, delay: null);

    /// <summary>The pass is over; look again after <paramref name="delay"/>.</summary>
    public void Complete(ResourceKey key, TimeSpan delay) => GiveBack(key, static entry => entry.Failures = 0, delay);

    /// <summary>The pass failed; look again after <paramref name="delay"/>, or after the back-off of this key.</summary>
    /// <returns>The delay until the next try.</returns>
    public TimeSpan Retry(ResourceKey key, TimeSpan? delay)
    {
        lock (_gate)
        {
            var entry = _entries[key];
            entry.Failures++;
            var wait = delay ?? Backoff.After(entry.Failures, _backoff, _dice());
            Settle(key, entry, wait);
            return wait;
        }
    }

    /// <summary>The pass was cut short (leadership lost, stop): the key stands in line again.</summary>
    public void Return(ResourceKey key) => GiveBack(key, static entry => entry.IsDirty = true, delay: null);

    public void Dispose() => _timer.Dispose();

    private Entry EntryOf(ResourceKey key)
    {
        if (!_entries.TryGetValue(key, out var entry))
            _entries[key] = entry = new();
        return entry;
    }

    private void GiveBack(ResourceKey key, Action<Entry> change, TimeSpan? delay)
    {
        lock (_gate)
        {
            var entry = _entries[key];
            change(entry);
            Settle(key, entry, delay);
        }
    }

    private void Settle(ResourceKey key, Entry entry, TimeSpan? delay)
    {
        entry.State = EntryState.Idle;
        if (delay is { } wait)
            Schedule(key, entry, wait);

        if (entry.IsDirty)
            MakeReady(key, entry);
        else if (entry is { Due: null, Failures: 0 })
            _entries.Remove(key);
    }

    private void MakeReady(ResourceKey key, Entry entry)
    {
        switch (entry.State)
        {
            case EntryState.InWork:
                entry.IsDirty = true;
                break;
            case EntryState.Idle:
                entry.IsDirty = false;
                entry.State = EntryState.Ready;
                entry.ReadySince = Now;
                _ready.Writer.TryWrite(key);   // unbounded, so it always takes; each key is in it once
                break;
        }
    }

    private void Schedule(ResourceKey key, Entry entry, TimeSpan delay)
    {
        var due = new Due(Now + (delay < TimeSpan.Zero ? TimeSpan.Zero : delay), _sequence++, key);
        if (entry.Due is { } planned && planned.At <= due.At)
            return;
        Unschedule(entry);
        entry.Due = due;
        _delayed.Add(due);
        SetTimer();
    }

    private void Unschedule(Entry entry)
    {
        if (entry.Due is not { } planned)
            return;
        _delayed.Remove(planned);
        entry.Due = null;
    }

    private void ReleaseDue()
    {
        lock (_gate)
        {
            var now = Now;
            while (_delayed.Count > 0 && _delayed.Min.At <= now)
            {
                var key = _delayed.Min.Key;
                var entry = _entries[key];
                Unschedule(entry);
                MakeReady(key, entry);
            }
            SetTimer();
        }
    }

    private void SetTimer()
    {
        if (_delayed.Count == 0)
            return;
        // Rounded up: a timer that fires a hair early would find nothing due.
        var wait = Math.Clamp(Math.Ceiling((_delayed.Min.At - Now).TotalMilliseconds), 0, TimeSpan.FromDays(1).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }

    private static int Earlier(Due left, Due right) => left.At != right.At ? left.At.CompareTo(right.At) : left.Sequence.CompareTo(right.Sequence);

    private enum EntryState
    {
        Idle,
        Ready,
        InWork,
    }

    private readonly record struct Due(TimeSpan At, long Sequence, ResourceKey Key);

    private sealed class Entry
    {
        public EntryState State { get; set; }
        public bool IsDirty { get; set; }
        public int Failures { get; set; }
        public Due? Due { get; set; }
        public TimeSpan ReadySince { get; set; }
    }
}
