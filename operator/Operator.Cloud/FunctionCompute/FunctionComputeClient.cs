using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>One line per call; address, signature, pace and repetition are the transport's.</summary>
internal sealed partial class FunctionComputeClient(CloudTransport transport) : IFunctionCompute
{
    private const string Root = "/2023-03-30";
    private const string PageSize = "100";

    private static FunctionComputeJson Json => FunctionComputeJson.Default;

    public async Task<IReadOnlyList<FunctionComputeRegion>> ListRegionsAsync(CancellationToken cancellation) =>
        (await SendAsync(new("DescribeRegions", HttpMethod.Get, CallEffect.Read) { Path = $"{Root}/regions" }, Json.RegionList, cancellation)).Regions?.Region ?? [];

    private static string PathOf(string functionName, string? part = null) =>
        $"{Root}/functions/{Rfc3986.Encode(functionName)}{(part is null ? "" : "/" + part)}";

    private static CloudRequest Qualified(string operation, HttpMethod method, string functionName, string part, string qualifier) =>
        new(operation, method, method == HttpMethod.Get ? CallEffect.Read : CallEffect.Idempotent) { Path = PathOf(functionName, part), Query = [new("qualifier", qualifier)] };

    private static CloudRequest WithBody<T>(CloudRequest request, T body, JsonTypeInfo<T> type) => request with
    {
        Body = ObjectBody.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body, type)),
        ContentType = "application/json; charset=utf-8",
    };

    // Lists go as JSON text in one parameter.
    private static string ListText(IReadOnlyList<string> items) => JsonSerializer.Serialize(items, Json.IReadOnlyListString);

    private static IReadOnlyList<KeyValuePair<string, string?>> Given(IEnumerable<KeyValuePair<string, string?>> query) => [.. query.Where(pair => !string.IsNullOrEmpty(pair.Value))];

    private async Task<T> SendAsync<T>(CloudRequest request, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class =>
        Answers.Read(await transport.SendAsync(request, cancellation), type, CloudService.FunctionCompute, request.Operation);

    private async Task<T?> FindAsync<T>(CloudRequest request, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await SendAsync(request, type, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task DeleteAsync(CloudRequest request, CancellationToken cancellation)
    {
        try
        {
            await transport.SendAsync(request, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            // Done already.
        }
    }

    private IAsyncEnumerable<TItem> ListAsync<TPage, TItem>(
        string operation, string path, IReadOnlyList<KeyValuePair<string, string?>> filter, JsonTypeInfo<TPage> type,
        Func<TPage, (IEnumerable<TItem>? Items, string? NextToken)> read, CancellationToken cancellation, string limit = "limit", string token = "nextToken")
        where TPage : class =>
        Pages.AllAsync(
            async (next, cancelled) => read(await SendAsync(
                new(operation, HttpMethod.Get, CallEffect.Read) { Path = path, Query = Given([.. filter, new(limit, PageSize), new(token, next)]) }, type, cancelled)),
            cancellation);

    private static async IAsyncEnumerable<T> NoneWhenAbsentAsync<T>(IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var each = items.GetAsyncEnumerator(cancellation);
        while (await MovedAsync(each))
            yield return each.Current;
    }

    private static async ValueTask<bool> MovedAsync<T>(IAsyncEnumerator<T> each)
    {
        try
        {
            return await each.MoveNextAsync();
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            return false;
        }
    }
}
