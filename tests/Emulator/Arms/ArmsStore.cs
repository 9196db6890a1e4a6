using System.Collections.Concurrent;

namespace Sonde.Emulator.Arms;

/// <summary>What ARMS keeps. Safe to call from any thread; what it hands out never changes.</summary>
internal sealed class ArmsStore
{
    public ConcurrentDictionary<string, PrometheusInstance> Instances { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<long, AlertRule> Rules { get; } = new();

    public ConcurrentDictionary<string, GrafanaWorkspace> Workspaces { get; } = new(StringComparer.Ordinal);

    private long _lastRule = 3888703;

    /// <summary>Answer "not found" inside HTTP 200 instead of as HTTP 404: the service does both (arms.md 1).</summary>
    public bool NotFoundInside200 { get; set; }

    public long NextRuleId() => Interlocked.Increment(ref _lastRule);
}
