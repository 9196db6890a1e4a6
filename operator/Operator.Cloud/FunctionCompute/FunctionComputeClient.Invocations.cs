using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
    public async Task<InvocationResult> InvokeAsync(string functionName, Invocation invocation, CancellationToken cancellation) =>
        InvocationWire.ResultOf(await transport.SendAsync(InvocationWire.RequestOf(PathOf(functionName, "invocations"), invocation), cancellation), invocation);

    public Task DisableInvocationAsync(string functionName, string? reason, bool abortOngoing, CancellationToken cancellation) =>
        transport.SendAsync(
            WithBody(
                new("DisableFunctionInvocation", HttpMethod.Post, CallEffect.Idempotent) { Path = PathOf(functionName, "invoke/disable") },
                new DisableRequest(reason, abortOngoing), Json.DisableRequest),
            cancellation);

    public Task EnableInvocationAsync(string functionName, CancellationToken cancellation) =>
        transport.SendAsync(new("EnableFunctionInvocation", HttpMethod.Post, CallEffect.Idempotent) { Path = PathOf(functionName, "invoke/enable") }, cancellation);
}
