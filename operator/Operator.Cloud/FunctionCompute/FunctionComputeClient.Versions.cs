using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
    public Task<Function?> FindFunctionVersionAsync(string functionName, string qualifier, CancellationToken cancellation) =>
        FindAsync(new("GetFunction", HttpMethod.Get, CallEffect.Read) { Path = PathOf(functionName), Query = Given([new("qualifier", qualifier)]) }, Json.Function, cancellation);

    public Task<FunctionVersion> PublishVersionAsync(string functionName, string? description, CancellationToken cancellation) =>
        SendAsync(
            WithBody(new("PublishFunctionVersion", HttpMethod.Post, CallEffect.Create) { Path = PathOf(functionName, "versions") }, new PublishRequest(description), Json.PublishRequest),
            Json.FunctionVersion, cancellation);

    // Named, since the service does not say which end it begins with by itself.
    public IAsyncEnumerable<FunctionVersion> ListVersionsAsync(string functionName, CancellationToken cancellation) =>
        NoneWhenAbsentAsync(
            ListAsync(
                "ListFunctionVersions", PathOf(functionName, "versions"), [new("direction", "BACKWARD")], Json.VersionPage, page => (page.Versions, page.NextToken), cancellation),
            cancellation);

    public Task DeleteVersionAsync(string functionName, string versionId, CancellationToken cancellation) =>
        DeleteAsync(new("DeleteFunctionVersion", HttpMethod.Delete, CallEffect.Idempotent) { Path = PathOf(functionName, $"versions/{Rfc3986.Encode(versionId)}") }, cancellation);
}
