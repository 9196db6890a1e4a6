using System.Text.Json.Nodes;
using Sonde.Emulator.Arms;
using Sonde.Emulator.FunctionCompute;

namespace Sonde.Emulator.Admin;

/// <summary>Everything that exists in the emulated cloud, by service, with the tags that tell whose it is. Seeded things are marked.</summary>
internal static class Inventory
{
    public static JsonObject Of(EmulatorWorld world) => new()
    {
        ["fc"] = new JsonObject { ["functions"] = Functions(world) },
        ["arms"] = new JsonObject
        {
            ["instances"] = new JsonArray([.. world.Arms.Instances.Values.OrderBy(one => one.Created).Select(Instance)]),
            ["alertRules"] = new JsonArray([.. world.Arms.Rules.Values.OrderBy(one => one.AlertId).Select(one => (JsonNode)new JsonObject { ["id"] = one.AlertId, ["name"] = one["AlertName"], ["account"] = one.AccountId })]),
            ["workspaces"] = new JsonArray([.. world.Arms.Workspaces.Values.OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => (JsonNode)new JsonObject { ["id"] = one.Id, ["name"] = one.Name, ["account"] = one.AccountId })]),
        },
        ["oss"] = new JsonObject { ["buckets"] = Buckets(world) },
    };

    private static JsonArray Functions(EmulatorWorld world) => world.Functions.Exclusively(table => new JsonArray(
        [.. table.All().OrderBy(entry => entry.Latest.Name, StringComparer.Ordinal).Select(entry => Function(entry, world.Clock.GetUtcNow()))]));

    private static JsonObject Function(FunctionEntry entry, DateTimeOffset now) => new()
    {
        ["name"] = entry.Latest.Name,
        ["account"] = entry.Latest.AccountId,
        ["state"] = now < entry.PendingUntil ? "Pending" : "Active",
        ["generation"] = entry.Latest.Generation,
        ["tags"] = Tags(FunctionTags.Of(entry.Latest)),
        ["triggers"] = Names(entry.Triggers.Keys),
        ["versions"] = Names(entry.Versions.Keys.Select(id => $"{id}")),
        ["aliases"] = Names(entry.Aliases.Keys),
        ["provisionConfigs"] = Names(entry.Provisions.Keys),
        ["scalingConfigs"] = Names(entry.Scalings.Keys),
        ["asyncConfigs"] = Names(entry.Asyncs.Keys),
        ["reservedConcurrency"] = entry.ReservedConcurrency,
    };

    private static JsonObject Instance(PrometheusInstance instance) => new()
    {
        ["id"] = instance.ClusterId,
        ["name"] = instance.ClusterName,
        ["account"] = instance.AccountId,
        ["tags"] = Tags(instance.Tags),
    };

    private static JsonArray Buckets(EmulatorWorld world) => world.Buckets.Exclusively(table => new JsonArray([.. table.All.Select(bucket => (JsonNode)new JsonObject
    {
        ["name"] = bucket.Name,
        ["account"] = bucket.AccountId,
        ["seeded"] = world.Seeded.Contains($"bucket {bucket.Name}"),
        ["objects"] = new JsonArray([.. bucket.From("").Select(item => (JsonNode)new JsonObject
        {
            ["key"] = item.Key,
            ["size"] = item.Content.Length,
            ["seeded"] = world.Seeded.Contains($"object {bucket.Name}/{item.Key}"),
            ["tags"] = Tags(item.Tags),
            ["metadata"] = Tags(item.Headers.Where(header => header.Key.StartsWith("x-oss-meta-", StringComparison.Ordinal))),
        })]),
        ["uploads"] = Names(bucket.Uploads.Keys),
    })]));

    private static JsonObject Tags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var all = new JsonObject();
        foreach (var (key, value) in tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
            all[key] = value;
        return all;
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];
}
