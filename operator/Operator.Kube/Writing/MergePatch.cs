using System.Text.Json.Nodes;

namespace Sonde.Operator.Kube;

/// <summary>JSON merge patches (RFC 7386). Pure.</summary>
internal static class MergePatch
{
    /// <summary>The smallest patch that turns <paramref name="before"/> into <paramref name="after"/>; null where they say the same.</summary>
    /// <remarks>Order of members does not count; lists are replaced whole, as the format demands. Members that neither side has are not touched.</remarks>
    public static JsonObject? Between(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in after)
        {
            before.TryGetPropertyValue(name, out var old);
            if (old is JsonObject left && value is JsonObject right)
            {
                if (Between(left, right) is { } inner)
                    patch[name] = inner;
            }
            else if (!JsonNode.DeepEquals(old, value) || !before.ContainsKey(name))
            {
                patch[name] = value?.DeepClone();
            }
        }
        foreach (var (name, _) in before)
        {
            if (!after.ContainsKey(name))
                patch[name] = null;
        }
        return patch.Count == 0 ? null : patch;
    }
}
