using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>What no reconciler calls: one that begins to is told so.</summary>
internal sealed partial class MemoryFunctions
{
    public Task<FunctionCode?> FindFunctionCodeAsync(string functionName, string? qualifier, CancellationToken cancellation) => throw Unused();

    public Task ChangeResourceGroupAsync(string functionArn, string newResourceGroupId, CancellationToken cancellation) => throw Unused();

    public Task<Function?> FindFunctionVersionAsync(string functionName, string qualifier, CancellationToken cancellation) => throw Unused();

    public Task<FunctionVersion> PublishVersionAsync(string functionName, string? description, CancellationToken cancellation) => throw Unused();

    public IAsyncEnumerable<FunctionVersion> ListVersionsAsync(string functionName, CancellationToken cancellation) => throw Unused();

    public Task DeleteVersionAsync(string functionName, string versionId, CancellationToken cancellation) => throw Unused();

    public Task<FunctionAlias?> FindAliasAsync(string functionName, string aliasName, CancellationToken cancellation) => throw Unused();

    public Task<FunctionAlias> CreateAliasAsync(string functionName, NewAlias alias, CancellationToken cancellation) => throw Unused();

    public Task<FunctionAlias> UpdateAliasAsync(string functionName, string aliasName, AliasUpdate change, CancellationToken cancellation) => throw Unused();

    public Task DeleteAliasAsync(string functionName, string aliasName, CancellationToken cancellation) => throw Unused();

    public IAsyncEnumerable<FunctionAlias> ListAliasesAsync(string functionName, string? prefix, CancellationToken cancellation) => throw Unused();

    public IAsyncEnumerable<Trigger> ListTriggersAsync(string functionName, string? prefix, CancellationToken cancellation) => throw Unused();

    public Task<AsyncInvokeStatus?> FindAsyncInvokeConfigAsync(string functionName, string qualifier, CancellationToken cancellation) => throw Unused();

    public Task<AsyncInvokeStatus> PutAsyncInvokeConfigAsync(string functionName, string qualifier, AsyncInvokeConfig config, CancellationToken cancellation) => throw Unused();

    public Task DeleteAsyncInvokeConfigAsync(string functionName, string qualifier, CancellationToken cancellation) => throw Unused();

    public IAsyncEnumerable<AsyncInvokeStatus> ListAsyncInvokeConfigsAsync(string? functionName, CancellationToken cancellation) => throw Unused();

    public Task<InvocationResult> InvokeAsync(string functionName, Invocation invocation, CancellationToken cancellation) => throw Unused();

    public Task DisableInvocationAsync(string functionName, string? reason, bool abortOngoing, CancellationToken cancellation) => throw Unused();

    public Task EnableInvocationAsync(string functionName, CancellationToken cancellation) => throw Unused();

    public Task<IReadOnlyList<Instance>> QueryInstancesAsync(string functionName, InstanceFilter filter, CancellationToken cancellation) => throw Unused();

    public Task<IReadOnlyList<FunctionComputeRegion>> ListRegionsAsync(CancellationToken cancellation) => throw Unused();

    private static NotSupportedException Unused() => new("No reconciler calls it.");
}
