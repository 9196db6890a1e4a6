using System.Collections.Concurrent;

namespace Sonde.Emulator.Arms;

/// <summary>Things of one kind, as they are and as they were. Safe to call from any thread.</summary>
internal sealed class ArmsShelf<TKey, T>(TimeProvider clock, Func<T, TKey> keyOf)
    where TKey : notnull
    where T : class
{
    private readonly ConcurrentDictionary<TKey, T> _now = new();
    private readonly Past<T> _past = new(clock);

    public IReadOnlyDictionary<TKey, T> Now => _now;

    public void Put(T value)
    {
        _now[keyOf(value)] = value;
        _past.Note($"{keyOf(value)}", value);
    }

    public void Remove(TKey key)
    {
        if (_now.TryRemove(key, out _))
            _past.Note($"{key}", null);
    }

    /// <summary>What a list is to show, in no order: what is there, or what was.</summary>
    public IEnumerable<T> Shown(RpcCall call) => call.Stale > TimeSpan.Zero ? _past.At(call.Now - call.Stale) : _now.Values;
}
