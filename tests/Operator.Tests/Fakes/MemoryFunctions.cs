using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>Function Compute as a dictionary: updates take the top-level fields that are sent, as the service does.</summary>
internal sealed partial class MemoryFunctions(Journal journal) : IFunctionCompute
{
    private readonly Dictionary<string, ProvisionStatus> _provision = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _concurrency = new(StringComparer.Ordinal);

    public Dictionary<string, Function> Functions { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Trigger> Triggers { get; } = new(StringComparer.Ordinal);

    public List<Instance> Instances { get; } = [];

    /// <summary>State of what was just created or updated.</summary>
    public string StateAfterCreate { get; set; } = FunctionStates.Active;

    public string StatusAfterUpdate { get; set; } = UpdateStatuses.Successful;

    /// <summary>Whether provisioned instances hold up the deletion.</summary>
    public bool IsBlocked { get; set; }

    public Task<Function?> FindFunctionAsync(string functionName, CancellationToken cancellation)
    {
        journal.Note("FindFunction", functionName);
        return Task.FromResult(Functions.GetValueOrDefault(functionName));
    }

    public Task<Function> CreateFunctionAsync(NewFunction function, CancellationToken cancellation)
    {
        journal.Note("CreateFunction", function.FunctionName);
        if (Functions.ContainsKey(function.FunctionName))
            throw Journal.Refusal("CreateFunction", CloudErrorKind.AlreadyExists);

        var made = Observed.Applied(new Function { FunctionName = function.FunctionName, FunctionArn = $"arn/{function.FunctionName}", Tags = function.Tags, State = StateAfterCreate }, function);
        Functions[function.FunctionName] = made;
        journal.Answer("CreateFunction");
        return Task.FromResult(made);
    }

    public Task<Function> UpdateFunctionAsync(string functionName, FunctionConfig change, CancellationToken cancellation)
    {
        journal.Note("UpdateFunction", functionName);
        var there = Functions[functionName];
        if (there.State == FunctionStates.Pending || there.LastUpdateStatus == UpdateStatuses.InProgress)
            throw Journal.Refusal("UpdateFunction", CloudErrorKind.Conflict);

        Functions[functionName] = Observed.Applied(there, change) with { LastUpdateStatus = StatusAfterUpdate };
        journal.Answer("UpdateFunction");
        return Task.FromResult(Functions[functionName]);
    }

    public Task DeleteFunctionAsync(string functionName, CancellationToken cancellation)
    {
        journal.Note("DeleteFunction", functionName);
        if (IsBlocked)
            throw Journal.Refusal("DeleteFunction", CloudErrorKind.Blocked);
        Functions.Remove(functionName);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<Function> ListFunctionsAsync(FunctionFilter filter, CancellationToken cancellation)
    {
        journal.Note("ListFunctions");
        return Functions.Values.ToAsyncEnumerable();
    }

    public Task<Trigger?> FindTriggerAsync(string functionName, string triggerName, CancellationToken cancellation)
    {
        journal.Note("FindTrigger", functionName);
        return Task.FromResult(Triggers.GetValueOrDefault(functionName));
    }

    public IAsyncEnumerable<Trigger> ListTriggersAsync(string functionName, CancellationToken cancellation)
    {
        journal.Note("ListTriggers", functionName);
        return Triggers.Where(t => t.Key == functionName).Select(t => t.Value).ToList().ToAsyncEnumerable();
    }

    public Task<Trigger> CreateTriggerAsync(string functionName, NewTrigger trigger, CancellationToken cancellation)
    {
        journal.Note("CreateTrigger", functionName);
        var made = new Trigger { TriggerName = trigger.TriggerName, TriggerType = trigger.TriggerType, TriggerConfig = trigger.TriggerConfig, HttpTrigger = new() { UrlInternet = $"https://{functionName}.example" } };
        Triggers[functionName] = made;
        return Task.FromResult(made);
    }

    public Task<Trigger> UpdateTriggerAsync(string functionName, string triggerName, TriggerUpdate change, CancellationToken cancellation)
    {
        journal.Note("UpdateTrigger", functionName);
        Triggers[functionName] = Triggers[functionName] with { TriggerConfig = change.TriggerConfig };
        return Task.FromResult(Triggers[functionName]);
    }

    public Task DeleteTriggerAsync(string functionName, string triggerName, CancellationToken cancellation)
    {
        journal.Note("DeleteTrigger", functionName);
        Triggers.Remove(functionName);
        return Task.CompletedTask;
    }

    public Task<ProvisionStatus?> FindProvisionConfigAsync(string functionName, string qualifier, CancellationToken cancellation)
    {
        journal.Note("FindProvisionConfig", functionName);
        return Task.FromResult(_provision.GetValueOrDefault(functionName));
    }

    public Task<ProvisionStatus> PutProvisionConfigAsync(string functionName, string qualifier, ProvisionConfig config, CancellationToken cancellation)
    {
        journal.Note("PutProvisionConfig", functionName);
        return Task.FromResult(_provision[functionName] = Observed.Provision(config));
    }

    public Task DeleteProvisionConfigAsync(string functionName, string qualifier, CancellationToken cancellation)
    {
        journal.Note("DeleteProvisionConfig", functionName);
        _provision.Remove(functionName);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ProvisionStatus> ListProvisionConfigsAsync(string? functionName, CancellationToken cancellation) => _provision.Values.ToAsyncEnumerable();

    public Task<ScalingStatus?> FindScalingConfigAsync(string functionName, string qualifier, CancellationToken cancellation) => Task.FromResult<ScalingStatus?>(null);

    public Task<ScalingStatus> PutScalingConfigAsync(string functionName, string qualifier, ScalingConfig config, CancellationToken cancellation) => throw new NotSupportedException("No reconciler puts one.");

    public Task DeleteScalingConfigAsync(string functionName, string qualifier, CancellationToken cancellation)
    {
        journal.Note("DeleteScalingConfig", functionName);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ScalingStatus> ListScalingConfigsAsync(string? functionName, CancellationToken cancellation) => AsyncEnumerable.Empty<ScalingStatus>();

    public Task<ConcurrencyConfig?> FindConcurrencyConfigAsync(string functionName, CancellationToken cancellation)
    {
        journal.Note("FindConcurrencyConfig", functionName);
        return Task.FromResult(_concurrency.TryGetValue(functionName, out var reserved) ? new ConcurrencyConfig(reserved) : null);
    }

    public Task<ConcurrencyConfig> PutConcurrencyConfigAsync(string functionName, int reservedConcurrency, CancellationToken cancellation)
    {
        journal.Note("PutConcurrencyConfig", functionName);
        _concurrency[functionName] = reservedConcurrency;
        return Task.FromResult(new ConcurrencyConfig(reservedConcurrency));
    }

    public Task DeleteConcurrencyConfigAsync(string functionName, CancellationToken cancellation)
    {
        journal.Note("DeleteConcurrencyConfig", functionName);
        _concurrency.Remove(functionName);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ConcurrencyConfig> ListConcurrencyConfigsAsync(string? functionName, CancellationToken cancellation) => AsyncEnumerable.Empty<ConcurrencyConfig>();

    public Task TagFunctionAsync(string functionArn, IReadOnlyList<Tag> tags, CancellationToken cancellation)
    {
        journal.Note("TagFunction", functionArn);
        var (name, there) = Functions.First(f => f.Value.FunctionArn == functionArn);
        Functions[name] = there with { Tags = Observed.Tagged(there.Tags, tags) };
        return Task.CompletedTask;
    }

    public Task UntagFunctionAsync(string functionArn, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        journal.Note("UntagFunction", functionArn);
        var (name, there) = Functions.First(f => f.Value.FunctionArn == functionArn);
        Functions[name] = there with { Tags = [.. (there.Tags ?? []).Where(t => !keys.Contains(t.Key))] };
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<Tag> ListTagsAsync(string functionArn, CancellationToken cancellation) => AsyncEnumerable.Empty<Tag>();

    public Task<IReadOnlyList<Instance>> ListInstancesAsync(string functionName, string? qualifier, CancellationToken cancellation)
    {
        journal.Note("ListInstances", functionName);
        return Task.FromResult<IReadOnlyList<Instance>>([.. Instances]);
    }
}
