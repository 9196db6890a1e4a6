using System.Collections.Concurrent;

namespace Sonde.Emulator.Arms;

/// <summary>What ARMS keeps. Safe to call from any thread; what it hands out never changes.</summary>
internal sealed class ArmsStore(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, PrometheusInstance> _instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, AlertRule> _rules = new();
    private readonly ConcurrentDictionary<string, GrafanaWorkspace> _workspaces = new(StringComparer.Ordinal);
    private readonly Past<PrometheusInstance> _past = new(clock);
    private readonly Past<AlertRule> _pastRules = new(clock);
    private readonly Past<GrafanaWorkspace> _pastWorkspaces = new(clock);
    private long _lastRule = 3888703;

    /// <summary>By ClusterId; changed by <see cref="Put(PrometheusInstance)"/> and <see cref="Remove"/>.</summary>
    public IReadOnlyDictionary<string, PrometheusInstance> Instances => _instances;

    /// <summary>By id; changed by <see cref="Put(AlertRule)"/> and <see cref="RemoveRule"/>.</summary>
    public IReadOnlyDictionary<long, AlertRule> Rules => _rules;

    /// <summary>By id; changed by <see cref="Put(GrafanaWorkspace)"/> and <see cref="RemoveWorkspace"/>.</summary>
    public IReadOnlyDictionary<string, GrafanaWorkspace> Workspaces => _workspaces;

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

    public void Put(AlertRule rule)
    {
        _rules[rule.AlertId] = rule;
        _pastRules.Note($"{rule.AlertId}", rule);
    }

    public void RemoveRule(long id)
    {
        if (_rules.TryRemove(id, out _))
            _pastRules.Note($"{id}", null);
    }

    public void Put(GrafanaWorkspace workspace)
    {
        _workspaces[workspace.Id] = workspace;
        _pastWorkspaces.Note(workspace.Id, workspace);
    }

    public void RemoveWorkspace(string id)
    {
        if (_workspaces.TryRemove(id, out _))
            _pastWorkspaces.Note(id, null);
    }

    /// <summary>What a list is to show, in no order: the instances of the caller's account as they are, or as they were.</summary>
    public IEnumerable<PrometheusInstance> ShownInstances(RpcCall call) =>
        (call.Stale > TimeSpan.Zero ? _past.At(call.Now - call.Stale) : [.. _instances.Values]).Where(one => one.AccountId == call.AccountId);

    /// <summary>The same of alert rules, older and newer ones.</summary>
    public IEnumerable<AlertRule> ShownRules(RpcCall call) =>
        (call.Stale > TimeSpan.Zero ? _pastRules.At(call.Now - call.Stale) : [.. _rules.Values]).Where(one => one.AccountId == call.AccountId);

    /// <summary>The same of Grafana workspaces.</summary>
    public IEnumerable<GrafanaWorkspace> ShownWorkspaces(RpcCall call) =>
        (call.Stale > TimeSpan.Zero ? _pastWorkspaces.At(call.Now - call.Stale) : [.. _workspaces.Values]).Where(one => one.AccountId == call.AccountId);

    public long NextRuleId() => Interlocked.Increment(ref _lastRule);
}
