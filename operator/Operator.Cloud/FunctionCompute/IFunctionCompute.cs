namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>What the operator needs of Function Compute 3.0 (API 2023-03-30). Deletes of what is absent succeed; finds answer null.</summary>
/// <remarks>
/// Updates are partial by top-level field: a null member is not sent and stays; an empty text, list or object is sent and clears
/// (each nested type has its <c>Empty</c>). A nested object that is sent replaces the whole: read, merge, send complete.
/// </remarks>
public interface IFunctionCompute
{
    /// <summary>The function as it is, state included; null when it is absent.</summary>
    Task<Function?> FindFunctionAsync(string functionName, CancellationToken cancellation);

    /// <summary>Makes a function. There is no idempotency token: after <see cref="CloudException.MayHaveHappened"/> look before creating again.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/>: the name is taken.</exception>
    Task<Function> CreateFunctionAsync(NewFunction function, CancellationToken cancellation);

    /// <summary>Changes the fields that are not null in <paramref name="change"/>. Recycles instances.</summary>
    Task<Function> UpdateFunctionAsync(string functionName, FunctionConfig change, CancellationToken cancellation);

    /// <summary>Removes a function.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.Blocked"/>: triggers or scaling must go first.</exception>
    Task DeleteFunctionAsync(string functionName, CancellationToken cancellation);

    /// <summary>Functions by name, 100 a call. A subset: neither state nor update status is filled.</summary>
    IAsyncEnumerable<Function> ListFunctionsAsync(FunctionFilter filter, CancellationToken cancellation);

    /// <summary>A trigger; null when it, or its function, is absent.</summary>
    Task<Trigger?> FindTriggerAsync(string functionName, string triggerName, CancellationToken cancellation);

    /// <summary>The triggers of a function; none when the function is absent.</summary>
    IAsyncEnumerable<Trigger> ListTriggersAsync(string functionName, CancellationToken cancellation);

    /// <summary>Makes a trigger.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/>: the name is taken.</exception>
    Task<Trigger> CreateTriggerAsync(string functionName, NewTrigger trigger, CancellationToken cancellation);

    /// <summary>Changes the fields that are not null in <paramref name="change"/>. The URL of an HTTP trigger survives.</summary>
    Task<Trigger> UpdateTriggerAsync(string functionName, string triggerName, TriggerUpdate change, CancellationToken cancellation);

    /// <summary>Removes a trigger. The URL of an HTTP trigger is lost for good.</summary>
    Task DeleteTriggerAsync(string functionName, string triggerName, CancellationToken cancellation);

    /// <summary>The provision config of a qualifier (<c>LATEST</c> or an alias); null when there is none.</summary>
    Task<ProvisionStatus?> FindProvisionConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>Sets the provision config of a qualifier, as a whole.</summary>
    Task<ProvisionStatus> PutProvisionConfigAsync(string functionName, string qualifier, ProvisionConfig config, CancellationToken cancellation);

    /// <summary>Removes the provision config of a qualifier. The instances go after a while.</summary>
    Task DeleteProvisionConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>All provision configs of the region, or of one function.</summary>
    IAsyncEnumerable<ProvisionStatus> ListProvisionConfigsAsync(string? functionName, CancellationToken cancellation);

    /// <summary>The scaling config of a qualifier (<c>LATEST</c> or an alias); null when there is none.</summary>
    Task<ScalingStatus?> FindScalingConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>Sets the scaling config of a qualifier, as a whole.</summary>
    Task<ScalingStatus> PutScalingConfigAsync(string functionName, string qualifier, ScalingConfig config, CancellationToken cancellation);

    /// <summary>Removes the scaling config of a qualifier. The instances go after a while.</summary>
    Task DeleteScalingConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>All scaling configs of the region, or of one function.</summary>
    IAsyncEnumerable<ScalingStatus> ListScalingConfigsAsync(string? functionName, CancellationToken cancellation);

    /// <summary>The reserved concurrency of a function; null when there is none.</summary>
    Task<ConcurrencyConfig?> FindConcurrencyConfigAsync(string functionName, CancellationToken cancellation);

    /// <summary>Reserves a share of the account's instances; 0 stops on-demand invocations.</summary>
    Task<ConcurrencyConfig> PutConcurrencyConfigAsync(string functionName, int reservedConcurrency, CancellationToken cancellation);

    /// <summary>Removes the reservation.</summary>
    Task DeleteConcurrencyConfigAsync(string functionName, CancellationToken cancellation);

    /// <summary>All reservations of the region, or of one function.</summary>
    IAsyncEnumerable<ConcurrencyConfig> ListConcurrencyConfigsAsync(string? functionName, CancellationToken cancellation);

    /// <summary>Adds or replaces tags of a function.</summary>
    /// <param name="functionArn"><see cref="Function.FunctionArn"/>.</param>
    /// <param name="tags">Up to 20.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task TagFunctionAsync(string functionArn, IReadOnlyList<Tag> tags, CancellationToken cancellation);

    /// <summary>Removes tags of a function by key.</summary>
    Task UntagFunctionAsync(string functionArn, IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>The tags of a function.</summary>
    IAsyncEnumerable<Tag> ListTagsAsync(string functionArn, CancellationToken cancellation);

    /// <summary>The running instances of a function; none when the function is absent.</summary>
    /// <param name="functionName">Function.</param>
    /// <param name="qualifier"><c>LATEST</c>, an alias, or null for all.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<Instance>> ListInstancesAsync(string functionName, string? qualifier, CancellationToken cancellation);
}
