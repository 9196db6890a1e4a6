using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Tags of existing functions (<c>tags-v2</c>): a PascalCase body, PascalCase query parameters, arrays as JSON text (fc.md 1.1).</summary>
internal sealed class TagOperations(EmulatorWorld world)
{
    private const int MostTags = 20;

    public IEnumerable<FcRoute> Routes =>
    [
        new("TagResources", "POST", "tags-v2", Tag),
        new("ListTagResources", "GET", "tags-v2", List),
        new("UntagResources", "DELETE", "tags-v2", Untag),
    ];

    private Answer Tag(FcCall call)
    {
        var body = call.Body();
        CheckType(body.Text("ResourceType"));
        var tags = body.Objects("Tag").ToList();
        FunctionRules.Need(tags.Count > 0 && tags.TrueForAll(tag => tag.Text("Key").Length > 0), "Tag must be an array of objects with Key and Value");
        return Change(call, body.Texts("ResourceId"), held =>
        {
            foreach (var tag in tags)
                held[tag.Text("Key")] = tag.Text("Value");
        });
    }

    private Answer Untag(FcCall call)
    {
        CheckType(call.Request.Parameter("ResourceType") ?? "");
        var keys = Texts(call, "TagKey");
        var all = call.Request.Parameter("All") is "true";
        return Change(call, Texts(call, "ResourceId"), held =>
        {
            foreach (var key in held.Keys.Where(key => keys.Contains(key) || (all && keys.Count == 0)).ToList())
                held.Remove(key);
        });
    }

    private Answer List(FcCall call)
    {
        CheckType(call.Request.Parameter("ResourceType") ?? "");
        var ids = Texts(call, "ResourceId");
        var wanted = call.Request.Parameter("Tag") is { Length: > 0 } text ? JsonText.ArrayOf(text, "InvalidArgument", "Tag").OfType<JsonObject>().ToList() : [];
        return world.Functions.Exclusively(table =>
        {
            var rows = call.Shown(table).Of(call.AccountId)
                .Select(entry => entry.Latest)
                .Where(record => ids.Count == 0 || ids.Contains(record.Arn))
                .Where(record => FunctionTags.Match(record, wanted.Select(tag => KeyValuePair.Create(tag.Text("Key"), tag.Text("Value")))))
                .SelectMany(record => FunctionTags.Of(record).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => (Key: $"{record.Arn} {tag.Key}", record.Arn, Tag: tag)));
            var limit = FcPage.LimitOf(call.Request.Parameter("Limit"));
            var after = FcPage.KeyOf(call.Request.Parameter("NextToken"));
            var page = rows.Where(row => after is null || string.CompareOrdinal(row.Key, after) > 0).Take(limit + 1).ToList();
            return Answer.Json(200, new JsonObject
            {
                ["RequestId"] = call.RequestId,
                ["NextToken"] = page.Count > limit ? PagingToken.For(page[limit - 1].Key) : "",
                ["TagResources"] = new JsonArray([.. page.Take(limit).Select(row => (JsonNode)new JsonObject
                {
                    ["ResourceId"] = row.Arn, ["ResourceType"] = "function", ["TagKey"] = row.Tag.Key, ["TagValue"] = row.Tag.Value,
                })]),
            });
        });
    }

    private Answer Change(FcCall call, IReadOnlyList<string> arns, Action<Dictionary<string, string>> change)
    {
        FunctionRules.Need(arns.Count is > 0 and <= 50, "ResourceId must name 1 to 50 resources");
        return world.Functions.Exclusively(table =>
        {
            var entries = arns.Select(arn => table.Of(call.AccountId).FirstOrDefault(entry => entry.Latest.Arn == arn) ?? throw FcErrors.FunctionNotFound(arn.Split('/')[^1])).ToList();
            foreach (var entry in entries)
            {
                var tags = FunctionTags.Of(entry.Latest);
                change(tags);
                FunctionRules.Need(tags.Count <= MostTags, $"a function may not have more than {MostTags} tags");
                var config = (JsonObject)entry.Latest.Config.DeepClone();
                config["tags"] = FunctionTags.From(tags);
                entry.Latest = entry.Latest with { Config = config };
                table.Note(entry);
            }

            return Answer.Nothing(204);
        });
    }

    private static IReadOnlyList<string> Texts(FcCall call, string name) => call.Request.Parameter(name) is { Length: > 0 } text
        ? [.. JsonText.ArrayOf(text, "InvalidArgument", name).Select(item => item?.ToString() ?? "")]
        : [];

    private static void CheckType(string type) => FunctionRules.Need(type == "function", $"ResourceType '{type}' must be function");
}
