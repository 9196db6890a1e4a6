using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Tags of functions: <c>[{"Key","Value"}]</c>, PascalCase inside a camelCase object (fc.md 1.1).</summary>
internal static class FunctionTags
{
    /// <summary>The service does not keep the order of tags; this one never does.</summary>
    public static JsonArray Unordered(JsonArray tags) =>
        [.. tags.OfType<JsonObject>().Select(tag => new JsonObject { ["Key"] = tag.Text("Key"), ["Value"] = tag.Text("Value") }).OrderByDescending(tag => tag.Text("Key"), StringComparer.Ordinal)];

    public static Dictionary<string, string> Of(FunctionRecord record) =>
        record.Config["tags"] is JsonArray tags ? tags.OfType<JsonObject>().ToDictionary(tag => tag.Text("Key"), tag => tag.Text("Value"), StringComparer.Ordinal) : new(StringComparer.Ordinal);

    /// <summary>The tags as an answer has them, with one of the platform's own when those are on; null when there are none.</summary>
    public static JsonArray? Shown(FunctionRecord record, Habits habits)
    {
        var tags = record.Config["tags"]?.DeepClone() as JsonArray;
        if (habits.SystemTags)
            (tags ??= []).Add(new JsonObject { ["Key"] = "acs:rm:rgId", ["Value"] = record.Config.Text("resourceGroupId") });
        return tags;
    }

    public static JsonArray From(Dictionary<string, string> tags) =>
        Unordered([.. tags.Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    /// <summary>All of the wanted tags are there, with their values.</summary>
    public static bool Match(FunctionRecord record, IEnumerable<KeyValuePair<string, string>> wanted)
    {
        var tags = Of(record);
        return wanted.All(tag => tags.GetValueOrDefault(tag.Key) == tag.Value);
    }
}
