using System.Text.Json.Nodes;

namespace Sonde.Emulator.Arms;

/// <summary>An alert rule, made by the older operations (arms.md 4.1) or the newer ones (4.2).</summary>
/// <param name="Values">The parameters it was made with; an update replaces those that it sends.</param>
internal sealed record AlertRule(string AccountId, long AlertId, bool Newer, DateTimeOffset Created, DateTimeOffset Updated, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Given when the rule was made; not part of what the older operations answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>All of the wanted tags are there, with their values.</summary>
    public bool HasTags(IEnumerable<KeyValuePair<string, string>> wanted) => wanted.All(Tags.Contains);

    /// <summary>Empty when the parameter was never sent.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>Labels and annotations come as JSON text and go out as an array.</summary>
    public JsonArray Pairs(string name) => this[name] is { Length: > 0 } text ? (JsonArray)JsonNode.Parse(text)! : [];
}
