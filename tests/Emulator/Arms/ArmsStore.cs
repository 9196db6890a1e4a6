namespace Sonde.Emulator.Arms;

/// <summary>What ARMS keeps. Safe to call from any thread; what it hands out never changes.</summary>
internal sealed class ArmsStore(TimeProvider clock)
{
    private readonly ArmsShelf<string, PrometheusInstance> _instances = new(clock, instance => instance.ClusterId);
    private readonly ArmsShelf<long, AlertRule> _rules = new(clock, rule => rule.AlertId);
    private readonly ArmsShelf<string, GrafanaWorkspace> _workspaces = new(clock, workspace => workspace.Id);
    private long _lastRule = 3888703;

    /// <summary>By ClusterId; changed by <see cref="Put(PrometheusInstance)"/> and <see cref="Remove"/>.</summary>
    public IReadOnlyDictionary<string, PrometheusInstance> Instances => _instances.Now;

    /// <summary>By id; changed by <see cref="Put(AlertRule)"/> and <see cref="RemoveRule"/>.</summary>
    public IReadOnlyDictionary<long, AlertRule> Rules => _rules.Now;

    /// <summary>By id; changed by <see cref="Put(GrafanaWorkspace)"/> and <see cref="RemoveWorkspace"/>.</summary>
    public IReadOnlyDictionary<string, GrafanaWorkspace> Workspaces => _workspaces.Now;

    /// <summary>Answer "not found" inside HTTP 200 instead of as HTTP 404: the service does both (arms.md 1).</summary>
    public bool NotFoundInside200 { get; set; }

    public void Put(PrometheusInstance instance) => _instances.Put(instance);

    public void Put(AlertRule rule) => _rules.Put(rule);

    public void Put(GrafanaWorkspace workspace) => _workspaces.Put(workspace);

    public void Remove(string clusterId) => _instances.Remove(clusterId);

    public void RemoveRule(long id) => _rules.Remove(id);

    public void RemoveWorkspace(string id) => _workspaces.Remove(id);

    /// <summary>What a list is to show, in no order: the instances of the caller's account as they are, or as they were.</summary>
    public IEnumerable<PrometheusInstance> ShownInstances(RpcCall call) => _instances.Shown(call).Where(one => one.AccountId == call.AccountId);

    /// <summary>The same of alert rules, older and newer ones.</summary>
    public IEnumerable<AlertRule> ShownRules(RpcCall call) => _rules.Shown(call).Where(one => one.AccountId == call.AccountId);

    /// <summary>The same of Grafana workspaces.</summary>
    public IEnumerable<GrafanaWorkspace> ShownWorkspaces(RpcCall call) => _workspaces.Shown(call).Where(one => one.AccountId == call.AccountId);

    public long NextRuleId() => Interlocked.Increment(ref _lastRule);
}
