using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
    public Task<FunctionAlias?> FindAliasAsync(string functionName, string aliasName, CancellationToken cancellation) =>
        FindAsync(new("GetAlias", HttpMethod.Get, CallEffect.Read) { Path = AliasPath(functionName, aliasName) }, Json.FunctionAlias, cancellation);

    public Task<FunctionAlias> CreateAliasAsync(string functionName, NewAlias alias, CancellationToken cancellation) =>
        SendAsync(WithBody(new("CreateAlias", HttpMethod.Post, CallEffect.Create) { Path = PathOf(functionName, "aliases") }, alias, Json.NewAlias), Json.FunctionAlias, cancellation);

    public Task<FunctionAlias> UpdateAliasAsync(string functionName, string aliasName, AliasUpdate change, CancellationToken cancellation) =>
        SendAsync(WithBody(new("UpdateAlias", HttpMethod.Put, CallEffect.Idempotent) { Path = AliasPath(functionName, aliasName) }, change, Json.AliasUpdate), Json.FunctionAlias, cancellation);

    public Task DeleteAliasAsync(string functionName, string aliasName, CancellationToken cancellation) =>
        DeleteAsync(new("DeleteAlias", HttpMethod.Delete, CallEffect.Idempotent) { Path = AliasPath(functionName, aliasName) }, cancellation);

    public IAsyncEnumerable<FunctionAlias> ListAliasesAsync(string functionName, string? prefix, CancellationToken cancellation) =>
        NoneWhenAbsentAsync(
            ListAsync("ListAliases", PathOf(functionName, "aliases"), [new("prefix", prefix)], Json.AliasPage, page => (page.Aliases, page.NextToken), cancellation), cancellation);

    private static string AliasPath(string functionName, string aliasName) => PathOf(functionName, $"aliases/{Rfc3986.Encode(aliasName)}");
}
