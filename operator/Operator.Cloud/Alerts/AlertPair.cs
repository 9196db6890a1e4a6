using System.Text.Json;

namespace Sonde.Operator.Cloud.Alerts;

/// <summary>A label or an annotation on the wire. Asked for as one parameter of JSON text, answered as an array.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Value.</param>
internal sealed record AlertPair(string? Name, string? Value)
{
    /// <summary>An empty list too: left out it would keep what is there.</summary>
    public static string TextOf(IReadOnlyDictionary<string, string> pairs) => JsonSerializer.Serialize(
        [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new AlertPair(pair.Key, pair.Value))], AlertJson.Default.IReadOnlyListAlertPair);

    public static IReadOnlyDictionary<string, string> MapOf(IReadOnlyList<AlertPair>? pairs)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs ?? [])
            map[pair.Name ?? ""] = pair.Value ?? "";
        return map;
    }
}
