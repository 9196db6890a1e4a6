using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Arms;

/// <summary>One RPC-style call: parameters come from the query first, then from the form (arms.md 1).</summary>
internal sealed class RpcCall(string accountId, WireRequest request, string requestId, DateTimeOffset now)
{
    private readonly Dictionary<string, string> _values = ValuesOf(request);

    public string AccountId => accountId;

    public string RequestId => requestId;

    public required Caller Caller { get; init; }

    public DateTimeOffset Now => now;

    /// <summary>Age of what a list is to answer; zero for now.</summary>
    public TimeSpan Stale { get; init; }

    /// <summary>Empty when it is not sent.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    public bool Has(string name) => _values.ContainsKey(name);

    /// <exception cref="Refusal">It is missing or empty.</exception>
    public string Required(string name) => this[name] is { Length: > 0 } value
        ? value
        : throw new Refusal(400, "Missing" + name, $"{name} is mandatory for this action.");

    public int? Number(string name) => this[name] is not { Length: > 0 } text
        ? null
        : int.TryParse(text, out var number) ? number : throw new Refusal(400, "InvalidParameter", $"{name} '{text}' must be a whole number.");

    /// <summary>Values of <c>name.1</c>, <c>name.2</c>, … up to the first gap.</summary>
    public IReadOnlyList<string> List(string name)
    {
        List<string> values = [];
        while (_values.TryGetValue($"{name}.{values.Count + 1}", out var value))
            values.Add(value);
        return values;
    }

    /// <summary>Pairs of <c>name.N.Key</c> and <c>name.N.Value</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name)
    {
        List<KeyValuePair<string, string>> pairs = [];
        while (_values.TryGetValue($"{name}.{pairs.Count + 1}.Key", out var key))
            pairs.Add(new(key, this[$"{name}.{pairs.Count + 1}.Value"]));
        return pairs;
    }

    public JsonArray JsonList(string name) => this[name] is { Length: > 0 } text ? JsonText.ArrayOf(text, "InvalidParameter", name) : [];

    private static Dictionary<string, string> ValuesOf(WireRequest request)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Query)
            values.TryAdd(name, value ?? "");
        if (request.Header("content-type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return values;
        foreach (var pair in request.BodyText.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            values.TryAdd(Decoded(parts[0]), parts.Length > 1 ? Decoded(parts[1]) : "");
        }

        return values;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
