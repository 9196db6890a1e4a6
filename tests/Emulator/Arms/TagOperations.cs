using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Arms;

/// <summary>Tags of existing instances.</summary>
internal sealed class TagOperations(EmulatorWorld world)
{
    public IEnumerable<KeyValuePair<string, Func<RpcCall, Answer>>> Actions =>
    [
        new("TagResources", Tag),
        new("UntagResources", Untag),
        new("ListTagResources", List),
    ];

    private Answer Tag(RpcCall call)
    {
        var tags = call.Pairs("Tag");
        if (tags.Count is 0 or > 20)
            throw ArmsRules.Invalid("Tag must have 1 to 20 members.");
        return Change(call, held =>
        {
            foreach (var (key, value) in tags)
                held[key] = value;
        });
    }

    private Answer Untag(RpcCall call)
    {
        var keys = call.List("TagKey");
        return Change(call, held =>
        {
            foreach (var key in held.Keys.Where(key => keys.Contains(key) || (call["All"] == "true" && keys.Count == 0)).ToList())
                held.Remove(key);
        });
    }

    private Answer List(RpcCall call)
    {
        call.Required("ResourceType");
        var ids = call.List("ResourceId");
        var rows = world.Arms.ShownInstances(call)
            .Where(instance => ids.Count == 0 || ids.Contains(instance.ClusterId))
            .SelectMany(instance => instance.Tags.Select(tag => (JsonNode)Row(instance, tag)));
        return ArmsAnswers.Members(call, ("TagResources", new JsonArray([.. rows])), ("NextToken", ""));
    }

    private static JsonObject Row(PrometheusInstance instance, KeyValuePair<string, string> tag) => new JsonObject
    {
        ["ResourceId"] = instance.ClusterId,
        ["ResourceType"] = "PROMETHEUS",
        ["TagKey"] = tag.Key,
        ["TagValue"] = tag.Value,
    };

    private Answer Change(RpcCall call, Action<Dictionary<string, string>> change)
    {
        if (call.Required("ResourceType") != "PROMETHEUS")
            throw ArmsRules.Invalid($"ResourceType '{call["ResourceType"]}' must be PROMETHEUS.");
        var ids = call.List("ResourceId");
        if (ids.Count is 0 or > 50)
            throw ArmsRules.Invalid("ResourceId must have 1 to 50 members.");
        foreach (var id in ids)
        {
            if (ArmsRules.Find(call, world, id) is not { } instance)
                return ArmsRules.NotFound(call, world);
            var tags = new Dictionary<string, string>(instance.Tags, StringComparer.Ordinal);
            change(tags);
            world.Arms.Put(instance with { Tags = tags });
        }

        return ArmsAnswers.Members(call, ("Data", "success"));
    }
}
