namespace Sonde.Operator.Api;

/// <summary>The function, as it should be. A field left out is not managed: never compared, never reset. One that was declared and is removed is cleared once.</summary>
[Rule("has(self.functionName) == has(oldSelf.functionName) && (!has(self.functionName) || self.functionName == oldSelf.functionName)", "functionName is immutable")]
[Rule("has(self.accountRef) == has(oldSelf.accountRef)", "accountRef cannot be added or removed")]
[Rule("has(self.container) || !has(oldSelf.container)", "container cannot be removed: a function that was created does not become an attached one")]
[Rule("!has(self.container) || has(self.resources)", "container needs resources")]
[Rule("has(self.container) || has(self.observability)", "without container the object attaches to an existing function: observability is needed")]
[Rule("has(self.container) || !(has(self.description) || has(self.model) || has(self.resources) || has(self.timeoutSeconds) || has(self.instanceConcurrency) || has(self.env) || has(self.roleArn)"
    + " || has(self.network) || has(self.health) || has(self.hooks) || has(self.logs) || has(self.scaling) || has(self.http) || has(self.tags))",
    "without container the object attaches to an existing function: only functionName, engine, observability, accountRef, management and paused may be set")]
[Rule("!has(self.model) || !has(self.model.nas) || (has(self.network) && has(self.network.vpc))", "model.nas needs network.vpc")]
public sealed record LlmFunctionSpec : IManagedSpec
{
    /// <summary>Account, region and credentials; the namespace's CloudAccount named default when absent.</summary>
    [Rule("self == oldSelf", "accountRef is immutable")]
    public AccountRef? AccountRef { get; set; }

    /// <summary>Stop all cloud calls for this object.</summary>
    public bool? Paused { get; set; }

    /// <summary>How far the operator goes.</summary>
    public Management? Management { get; set; }

    /// <summary>Name in Function Compute; NAMESPACE-NAME of this object when absent.</summary>
    [Length(64, Min = 1), Pattern("^[A-Za-z_][A-Za-z0-9_-]*$")]
    public string? FunctionName { get; set; }

    /// <summary>Description in Function Compute.</summary>
    [Length(256)]
    public string? Description { get; set; }

    /// <summary>Inference engine; decides port, metrics path, required flags and the series worth keeping. When absent none of this is known, and only targets that need no engine apply.</summary>
    [Except("DCGM", "Process")]
    public Engine? Engine { get; set; }

    /// <summary>Image and start command. Absent: attach to a function that something else deploys.</summary>
    public ContainerSpec? Container { get; set; }

    /// <summary>The model's files.</summary>
    public ModelSpec? Model { get; set; }

    /// <summary>Size of an instance; needed with container.</summary>
    public ResourceSpec? Resources { get; set; }

    /// <summary>Seconds that one request may take, 1 to 86400.</summary>
    [Bounds(1, 86400)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Requests that one instance serves at a time, 1 to 200.</summary>
    [Bounds(1, 200)]
    public int? InstanceConcurrency { get; set; }

    /// <summary>Environment of the engine. Function Compute takes 4 KB in all.</summary>
    [Items(100), MapList("name"), Rule("self.all(e, !e.name.startsWith('FC_') && !e.name.startsWith('SONDE_'))", "names starting with FC_ or SONDE_ are reserved")]
    public List<EnvVar>? Env { get; set; }

    /// <summary>Role that the function assumes; mounting OSS needs one that may read the buckets. Lower and upper case are told apart.</summary>
    [RoleArn]
    public string? RoleArn { get; set; }

    /// <summary>What instances may reach.</summary>
    public NetworkSpec? Network { get; set; }

    /// <summary>When an instance counts as ready and as alive.</summary>
    public HealthSpec? Health { get; set; }

    /// <summary>Commands at the begin and limits at the end of an instance's life.</summary>
    public HookSpec? Hooks { get; set; }

    /// <summary>Where the instance's output goes.</summary>
    public LogSpec? Logs { get; set; }

    /// <summary>How many instances run.</summary>
    public ScalingSpec? Scaling { get; set; }

    /// <summary>The HTTP trigger; none is made when absent.</summary>
    public HttpSpec? Http { get; set; }

    /// <summary>Tags of the function, beside the account's and the operator's own two.</summary>
    [Entries(18, ValueLength = 128)]
    [Rule(SondeApi.TagKeysRule, SondeApi.TagKeysMessage)]
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>How the engine's metrics are collected; nothing is injected when absent.</summary>
    public ObservabilitySpec? Observability { get; set; }
}
