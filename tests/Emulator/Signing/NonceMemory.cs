namespace Sonde.Emulator.Signing;

/// <summary>Nonces that were used within the time in which their signatures would still be accepted.</summary>
internal sealed class NonceMemory(TimeProvider clock)
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(31);

    private readonly Lock _gate = new();
    private readonly HashSet<(string Key, string Nonce)> _used = [];
    private readonly Queue<((string Key, string Nonce) Use, DateTimeOffset Until)> _byAge = [];

    /// <summary>False when the key used this nonce before.</summary>
    public bool TryUse(string key, string nonce)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            while (_byAge.TryPeek(out var oldest) && oldest.Until < now)
                _used.Remove(_byAge.Dequeue().Use);
            if (!_used.Add((key, nonce)))
                return false;
            _byAge.Enqueue(((key, nonce), now + s_life));
            return true;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _used.Clear();
            _byAge.Clear();
        }
    }
}
