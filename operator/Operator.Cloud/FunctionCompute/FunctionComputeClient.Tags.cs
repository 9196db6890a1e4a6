using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.FunctionCompute;

internal sealed partial class FunctionComputeClient
{
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
}
