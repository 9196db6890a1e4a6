namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
    private const string AsyncInvokePart = "async-invoke-config";

    public Task<AsyncInvokeStatus?> FindAsyncInvokeConfigAsync(string functionName, string qualifier, CancellationToken cancellation) =>
        FindAsync(Qualified("GetAsyncInvokeConfig", HttpMethod.Get, functionName, AsyncInvokePart, qualifier), Json.AsyncInvokeStatus, cancellation);

    public Task<AsyncInvokeStatus> PutAsyncInvokeConfigAsync(string functionName, string qualifier, AsyncInvokeConfig config, CancellationToken cancellation) =>
        SendAsync(WithBody(Qualified("PutAsyncInvokeConfig", HttpMethod.Put, functionName, AsyncInvokePart, qualifier), config, Json.AsyncInvokeConfig), Json.AsyncInvokeStatus, cancellation);

    public Task DeleteAsyncInvokeConfigAsync(string functionName, string qualifier, CancellationToken cancellation) =>
        DeleteAsync(Qualified("DeleteAsyncInvokeConfig", HttpMethod.Delete, functionName, AsyncInvokePart, qualifier), cancellation);

    public IAsyncEnumerable<AsyncInvokeStatus> ListAsyncInvokeConfigsAsync(string? functionName, CancellationToken cancellation) =>
        ListAsync(
            "ListAsyncInvokeConfigs", $"{Root}/async-invoke-configs", [new("functionName", functionName)], Json.AsyncInvokePage, page => (page.Configs, page.NextToken), cancellation);
}
