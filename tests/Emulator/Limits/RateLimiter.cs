using System.Collections.Concurrent;
using Sonde.Emulator.Faults;

namespace Sonde.Emulator.Limits;

/// <summary>A token bucket per account and service; services without a limit are free. Safe to call from any thread.</summary>
internal sealed class RateLimiter(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, string Service), (double Tokens, long At)> _buckets = [];
    private readonly ConcurrentDictionary<string, RateLimit> _limits = new(StringComparer.Ordinal);

    /// <summary>The limits in force, by service.</summary>
    public IReadOnlyDictionary<string, RateLimit> Limits => _limits;

    /// <summary>Sets all limits anew; every bucket is full again.</summary>
    public void Set(IEnumerable<KeyValuePair<string, RateLimit>> limits)
    {
        lock (_gate)
        {
            _limits.Clear();
            _buckets.Clear();
            foreach (var (service, limit) in limits)
                _limits[service] = limit;
        }
    }

    /// <summary>Counts one call.</summary>
    /// <exception cref="Http.Refusal">The account has called too often; the refusal tells when the next call will be let through.</exception>
    public void Take(string account, string service)
    {
        if (!_limits.TryGetValue(service, out var limit))
            return;
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            var (tokens, at) = _buckets.GetValueOrDefault((account, service), (limit.Burst, now));
            tokens = Math.Min(limit.Burst, tokens + (clock.GetElapsedTime(at, now).TotalSeconds * limit.Qps));
            if (tokens < 1)
            {
                _buckets[(account, service)] = (tokens, now);
                throw FaultRefusals.Throttled(service, Math.Max(1, (int)Math.Ceiling((1 - tokens) / limit.Qps)));
            }

            _buckets[(account, service)] = (tokens - 1, now);
        }
    }
}
