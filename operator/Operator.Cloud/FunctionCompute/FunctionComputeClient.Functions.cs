using System.Text.Json;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
    public Task<Function?> FindFunctionAsync(string functionName, CancellationToken cancellation) =>
        FindAsync(new("GetFunction", HttpMethod.Get, CallEffect.Read) { Path = PathOf(functionName) }, Json.Function, cancellation);

    public Task<Function> CreateFunctionAsync(NewFunction function, CancellationToken cancellation) =>
        SendAsync(WithBody(new("CreateFunction", HttpMethod.Post, CallEffect.Create) { Path = $"{Root}/functions" }, function, Json.NewFunction), Json.Function, cancellation);

    public Task<Function> UpdateFunctionAsync(string functionName, FunctionConfig change, CancellationToken cancellation) =>
        SendAsync(WithBody(new("UpdateFunction", HttpMethod.Put, CallEffect.Idempotent) { Path = PathOf(functionName) }, change, Json.FunctionConfig), Json.Function, cancellation);

    public Task DeleteFunctionAsync(string functionName, CancellationToken cancellation) =>
        DeleteAsync(new("DeleteFunction", HttpMethod.Delete, CallEffect.Idempotent) { Path = PathOf(functionName) }, cancellation);

    public IAsyncEnumerable<Function> ListFunctionsAsync(FunctionFilter filter, CancellationToken cancellation) =>
        ListAsync("ListFunctions", $"{Root}/functions", QueryOf(filter), Json.FunctionPage, page => (page.Functions, page.NextToken), cancellation);

    public Task<FunctionCode?> FindFunctionCodeAsync(string functionName, string? qualifier, CancellationToken cancellation) =>
        FindAsync(
            new("GetFunctionCode", HttpMethod.Get, CallEffect.Read) { Path = PathOf(functionName, "code"), Query = Given([new("qualifier", qualifier)]) },
            Json.FunctionCode, cancellation);

    public Task ChangeResourceGroupAsync(string functionArn, string newResourceGroupId, CancellationToken cancellation) =>
        transport.SendAsync(
            WithBody(
                new("ChangeResourceGroup", HttpMethod.Put, CallEffect.Idempotent) { Path = $"{Root}/resource-groups" },
                new ResourceGroupRequest(newResourceGroupId, functionArn, "function"), Json.ResourceGroupRequest),
            cancellation);

    private static IReadOnlyList<KeyValuePair<string, string?>> QueryOf(FunctionFilter filter) =>
    [
        new("prefix", filter.Prefix),
        new("fcVersion", filter.FcVersion),
        new("functionName", filter.FunctionName),
        new("description", filter.Description),
        new("gpuType", filter.GpuType),
        new("runtime", filter.Runtime),
        new("resourceGroupId", filter.ResourceGroupId),
        new("tags", filter.Tags is { Count: > 0 } tags ? JsonSerializer.Serialize(tags, Json.IReadOnlyListTag) : null),
    ];
}
