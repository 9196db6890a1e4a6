using System.Collections.Concurrent;

namespace Sonde.Emulator;

/// <summary>Hands changes to listeners, one at a time and in the order they were added, whichever thread made them.</summary>
internal sealed class ChangeFeed<T>
{
    private readonly Lock _telling = new();
    private readonly ConcurrentQueue<T> _waiting = [];
    private Action<T>[] _listeners = [];

    public IDisposable Watch(Action<T> listener)
    {
        lock (_telling)
            _listeners = [.. _listeners, listener];
        return new Watching(this, listener);
    }

    /// <summary>Called under the lock that guards what changed, so that the order is right.</summary>
    public void Add(T change) => _waiting.Enqueue(change);

    /// <summary>Called outside of that lock, so that listeners may read and write.</summary>
    public void Tell()
    {
        lock (_telling)
        {
            while (_waiting.TryDequeue(out var change))
            {
                foreach (var listener in _listeners)
                    listener(change);
            }
        }
    }

    private sealed class Watching(ChangeFeed<T> feed, Action<T> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (feed._telling)
                feed._listeners = [.. feed._listeners.Where(other => other != listener)];
        }
    }
}
