using System.Collections.Concurrent;

namespace Sonde.Emulator.Arms;

/// <summary>What ARMS keeps. Safe to call from any thread; what it hands out never changes.</summary>
internal sealed class ArmsStore(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, PrometheusInstance> _instances = new(StringComparer.Ordinal);
    private readonly Past<PrometheusInstance> _past = new(clock);

    /// <summary>By ClusterId; changed by <see cref="Put"/> and <see cref="Remove"/>.</summary>
    public IReadOnlyDictionary<string, PrometheusInstance> Instances => _instances;

    public ConcurrentDictionary<long, AlertRule> Rules { get; } = new();

    public ConcurrentDictionary<string, GrafanaWorkspace> Workspaces { get; } = new(StringComparer.Ordinal);

    private long _lastRule = 3888703;

    /// <summary>Answer "not found" inside HTTP 200 instead of as HTTP 404: the service does both (arms.md 1).</summary>
    public bool NotFoundInside200 { get; set; }

    public void Put(PrometheusInstance instance)
    {
        _instances[instance.ClusterId] = instance;
        _past.Note(instance.ClusterId, instance);
    }

    public void Remove(string clusterId)
    {
        if (_instances.TryRemove(clusterId, out _))
            _past.Note(clusterId, null);
    }

    /// <summary>The instances that were there at that time, in no order.</summary>
    public IReadOnlyList<PrometheusInstance> InstancesAt(DateTimeOffset time) => _past.At(time);

    public long NextRuleId() => Interlocked.Increment(ref _lastRule);
}
