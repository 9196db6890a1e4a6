using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
    public async Task<ProvisionStatus?> FindProvisionConfigAsync(string functionName, string qualifier, CancellationToken cancellation) =>
        await FindAsync(Qualified("GetProvisionConfig", HttpMethod.Get, functionName, "provision-config", qualifier), Json.ProvisionStatus, cancellation) is { } found
            && (!string.IsNullOrEmpty(found.FunctionArn) || found is { Target: > 0 } or { Current: > 0 })
            ? found
            : null;

    public Task<ProvisionStatus> PutProvisionConfigAsync(string functionName, string qualifier, ProvisionConfig config, CancellationToken cancellation) =>
        SendAsync(WithBody(Qualified("PutProvisionConfig", HttpMethod.Put, functionName, "provision-config", qualifier), config, Json.ProvisionConfig), Json.ProvisionStatus, cancellation);

    public Task DeleteProvisionConfigAsync(string functionName, string qualifier, CancellationToken cancellation) =>
        DeleteAsync(Qualified("DeleteProvisionConfig", HttpMethod.Delete, functionName, "provision-config", qualifier), cancellation);

    public IAsyncEnumerable<ProvisionStatus> ListProvisionConfigsAsync(string? functionName, CancellationToken cancellation) =>
        ListAsync("ListProvisionConfigs", $"{Root}/provision-configs", [new("functionName", functionName)], Json.ProvisionPage, page => (page.ProvisionConfigs, page.NextToken), cancellation);

    public async Task<ScalingStatus?> FindScalingConfigAsync(string functionName, string qualifier, CancellationToken cancellation) =>
        await FindAsync(Qualified("GetScalingConfig", HttpMethod.Get, functionName, "scaling-config", qualifier), Json.ScalingStatus, cancellation) is { } found
            && (!string.IsNullOrEmpty(found.FunctionArn) || found is { MinInstances: > 0 } or { CurrentInstances: > 0 })
            ? found
            : null;

    public Task<ScalingStatus> PutScalingConfigAsync(string functionName, string qualifier, ScalingConfig config, CancellationToken cancellation) =>
        SendAsync(WithBody(Qualified("PutScalingConfig", HttpMethod.Put, functionName, "scaling-config", qualifier), config, Json.ScalingConfig), Json.ScalingStatus, cancellation);

    public Task DeleteScalingConfigAsync(string functionName, string qualifier, CancellationToken cancellation) =>
        DeleteAsync(Qualified("DeleteScalingConfig", HttpMethod.Delete, functionName, "scaling-config", qualifier), cancellation);

    public IAsyncEnumerable<ScalingStatus> ListScalingConfigsAsync(string? functionName, CancellationToken cancellation) =>
        ListAsync("ListScalingConfigs", $"{Root}/scaling-configs", [new("functionName", functionName)], Json.ScalingPage, page => (page.ScalingConfigs, page.NextToken), cancellation);

    public async Task<ConcurrencyConfig?> FindConcurrencyConfigAsync(string functionName, CancellationToken cancellation) =>
        await FindAsync(new("GetConcurrencyConfig", HttpMethod.Get, CallEffect.Read) { Path = PathOf(functionName, "concurrency") }, Json.ConcurrencyConfig, cancellation) is { ReservedConcurrency: not null } found
            ? found
            : null;

    public Task<ConcurrencyConfig> PutConcurrencyConfigAsync(string functionName, int reservedConcurrency, CancellationToken cancellation) =>
        SendAsync(
            WithBody(new("PutConcurrencyConfig", HttpMethod.Put, CallEffect.Idempotent) { Path = PathOf(functionName, "concurrency") }, new ConcurrencyConfig(reservedConcurrency), Json.ConcurrencyConfig),
            Json.ConcurrencyConfig, cancellation);

    public Task DeleteConcurrencyConfigAsync(string functionName, CancellationToken cancellation) =>
        DeleteAsync(new("DeleteConcurrencyConfig", HttpMethod.Delete, CallEffect.Idempotent) { Path = PathOf(functionName, "concurrency") }, cancellation);

    public IAsyncEnumerable<ConcurrencyConfig> ListConcurrencyConfigsAsync(string? functionName, CancellationToken cancellation) =>
        ListAsync("ListConcurrencyConfigs", $"{Root}/concurrency-configs", [new("functionName", functionName)], Json.ConcurrencyPage, page => (page.Configs, page.NextToken), cancellation);
}
