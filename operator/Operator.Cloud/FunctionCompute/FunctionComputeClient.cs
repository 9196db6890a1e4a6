using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>One line per call; address, signature, pace and repetition are the transport's.</summary>
internal sealed class FunctionComputeClient(CloudTransport transport) : IFunctionCompute
{
    private const string Root = "/2023-03-30";
    private const string PageSize = "100";

    private static FunctionComputeJson Json => FunctionComputeJson.Default;

    public Task<Function?> FindFunctionAsync(string functionName, CancellationToken cancellation) =>
        FindAsync(new("GetFunction", HttpMethod.Get, CallEffect.Read) { Path = PathOf(functionName) }, Json.Function, cancellation);

    public Task<Function> CreateFunctionAsync(NewFunction function, CancellationToken cancellation) =>
        SendAsync(WithBody(new("CreateFunction", HttpMethod.Post, CallEffect.Create) { Path = $"{Root}/functions" }, function, Json.NewFunction), Json.Function, cancellation);

    public Task<Function> UpdateFunctionAsync(string functionName, FunctionConfig change, CancellationToken cancellation) =>
        SendAsync(WithBody(new("UpdateFunction", HttpMethod.Put, CallEffect.Idempotent) { Path = PathOf(functionName) }, change, Json.FunctionConfig), Json.Function, cancellation);

    public Task DeleteFunctionAsync(string functionName, CancellationToken cancellation) =>
        DeleteAsync(new("DeleteFunction", HttpMethod.Delete, CallEffect.Idempotent) { Path = PathOf(functionName) }, cancellation);

    public IAsyncEnumerable<Function> ListFunctionsAsync(FunctionFilter filter, CancellationToken cancellation) =>
        ListAsync("ListFunctions", $"{Root}/functions", [new("prefix", filter.Prefix), new("tags", TagsText(filter.Tags))], Json.FunctionPage, page => (page.Functions, page.NextToken), cancellation);

    public Task<Trigger?> FindTriggerAsync(string functionName, string triggerName, CancellationToken cancellation) =>
        FindAsync(new("GetTrigger", HttpMethod.Get, CallEffect.Read) { Path = TriggerPath(functionName, triggerName) }, Json.Trigger, cancellation);

    public IAsyncEnumerable<Trigger> ListTriggersAsync(string functionName, CancellationToken cancellation) =>
        NoneWhenAbsentAsync(ListAsync("ListTriggers", PathOf(functionName, "triggers"), [], Json.TriggerPage, page => (page.Triggers, page.NextToken), cancellation), cancellation);

    public Task<Trigger> CreateTriggerAsync(string functionName, NewTrigger trigger, CancellationToken cancellation) =>
        SendAsync(WithBody(new("CreateTrigger", HttpMethod.Post, CallEffect.Create) { Path = PathOf(functionName, "triggers") }, trigger, Json.NewTrigger), Json.Trigger, cancellation);

    public Task<Trigger> UpdateTriggerAsync(string functionName, string triggerName, TriggerUpdate change, CancellationToken cancellation) =>
        SendAsync(WithBody(new("UpdateTrigger", HttpMethod.Put, CallEffect.Idempotent) { Path = TriggerPath(functionName, triggerName) }, change, Json.TriggerUpdate), Json.Trigger, cancellation);

    public Task DeleteTriggerAsync(string functionName, string triggerName, CancellationToken cancellation) =>
        DeleteAsync(new("DeleteTrigger", HttpMethod.Delete, CallEffect.Idempotent) { Path = TriggerPath(functionName, triggerName) }, cancellation);

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

    public Task TagFunctionAsync(string functionArn, IReadOnlyList<Tag> tags, CancellationToken cancellation) =>
        transport.SendAsync(WithBody(new("TagResources", HttpMethod.Post, CallEffect.Idempotent) { Path = $"{Root}/tags-v2" }, new TagRequest("function", [functionArn], tags), Json.TagRequest), cancellation);

    public Task UntagFunctionAsync(string functionArn, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        transport.SendAsync(
            new("UntagResources", HttpMethod.Delete, CallEffect.Idempotent)
            {
                Path = $"{Root}/tags-v2",
                Query = [new("All", "false"), new("ResourceId", ListText([functionArn])), new("ResourceType", "function"), new("TagKey", ListText(keys))],
            },
            cancellation);

    public IAsyncEnumerable<Tag> ListTagsAsync(string functionArn, CancellationToken cancellation) =>
        ListAsync(
            "ListTagResources", $"{Root}/tags-v2", [new("ResourceId", ListText([functionArn])), new("ResourceType", "function")], Json.TagPage,
            page => (page.TagResources?.Select(tag => new Tag(tag.TagKey ?? "", tag.TagValue ?? "")), page.NextToken), cancellation, limit: "Limit", token: "NextToken");

    public async Task<IReadOnlyList<Instance>> ListInstancesAsync(string functionName, string? qualifier, CancellationToken cancellation)
    {
        // All that live now, whenever they began.
        var request = new CloudRequest("ListInstances", HttpMethod.Get, CallEffect.Read)
        {
            Path = PathOf(functionName, "instances"),
            Query = Given([new("qualifier", qualifier), new("withAllActive", "true")]),
        };
        return (await FindAsync(request, Json.InstanceList, cancellation))?.Instances ?? [];
    }

    private static string PathOf(string functionName, string? part = null) =>
        $"{Root}/functions/{Rfc3986.Encode(functionName)}{(part is null ? "" : "/" + part)}";

    private static string TriggerPath(string functionName, string triggerName) => PathOf(functionName, $"triggers/{Rfc3986.Encode(triggerName)}");

    private static CloudRequest Qualified(string operation, HttpMethod method, string functionName, string part, string qualifier) =>
        new(operation, method, method == HttpMethod.Get ? CallEffect.Read : CallEffect.Idempotent) { Path = PathOf(functionName, part), Query = [new("qualifier", qualifier)] };

    private static CloudRequest WithBody<T>(CloudRequest request, T body, JsonTypeInfo<T> type) => request with
    {
        Body = ObjectBody.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body, type)),
        ContentType = "application/json; charset=utf-8",
    };

    // Lists go as JSON text in one parameter.
    private static string ListText(IReadOnlyList<string> items) => JsonSerializer.Serialize(items, Json.IReadOnlyListString);

    private static string? TagsText(IReadOnlyList<Tag>? tags) => tags is { Count: > 0 } ? JsonSerializer.Serialize(tags, Json.IReadOnlyListTag) : null;

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

    private async IAsyncEnumerable<TItem> ListAsync<TPage, TItem>(
        string operation, string path, IReadOnlyList<KeyValuePair<string, string?>> filter, JsonTypeInfo<TPage> type,
        Func<TPage, (IEnumerable<TItem>? Items, string? NextToken)> read, [EnumeratorCancellation] CancellationToken cancellation, string limit = "limit", string token = "nextToken")
        where TPage : class
    {
        for (string? next = null; ;)
        {
            var request = new CloudRequest(operation, HttpMethod.Get, CallEffect.Read) { Path = path, Query = Given([.. filter, new(limit, PageSize), new(token, next)]) };
            var (items, following) = read(await SendAsync(request, type, cancellation));
            foreach (var item in items ?? [])
                yield return item;

            // A token that does not move on would make us read one page for ever.
            if (string.IsNullOrEmpty(following) || following == next)
                yield break;
            next = following;
        }
    }

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
