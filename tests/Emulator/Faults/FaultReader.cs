using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sonde.Emulator.Faults;

/// <summary>Reads fault rules, whether from a file or over HTTP, and says in one sentence what is wrong with the first bad one.</summary>
/// <param name="operations">Names of the operations of each service.</param>
internal sealed class FaultReader(IReadOnlyDictionary<string, IReadOnlyList<string>> operations)
{
    private const string Text = "a text";
    private const string Whole = "a whole number";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.Strict, PropertyNameCaseInsensitive = false };

    private static readonly Dictionary<string, string> s_members = new(StringComparer.Ordinal)
    {
        ["service"] = Text,
        ["operation"] = Text,
        ["match"] = Text,
        ["action"] = Text,
        ["mode"] = "one of before, afterWork, reset, resetInBody, wrongLength, staleList, deny, expiredToken",
        ["status"] = Whole,
        ["code"] = Text,
        ["message"] = Text,
        ["retryAfter"] = Whole + " of seconds",
        ["delayMs"] = Whole + " of milliseconds",
        ["staleSeconds"] = Whole + " of seconds",
        ["lengthOff"] = Whole + " of bytes",
        ["count"] = Whole,
        ["probability"] = "a number between 0 and 1",
        ["seed"] = Whole,
    };

    /// <summary>One rule or a list of rules; all of them hold.</summary>
    /// <exception cref="JsonException">The first rule that does not, its number, the member and what to write there.</exception>
    public IReadOnlyList<FaultRule> Read(string json)
    {
        var nodes = Parse(json) is JsonArray list ? list.ToList() : [Parse(json)];
        return [.. nodes.Select((node, at) => Rule(node, at + 1))];
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new JsonException($"fault rules are not valid JSON: {e.Message}", e);
        }
    }

    private FaultRule Rule(JsonNode? node, int number)
    {
        if (node is not JsonObject members)
            throw new JsonException($"rule {number}: must be a JSON object");
        var rule = Typed(members, number);
        return Problem(rule) is { } problem ? throw new JsonException($"rule {number}: {problem}") : rule;
    }

    private static FaultRule Typed(JsonObject members, int number)
    {
        foreach (var (name, value) in members)
        {
            if (!s_members.TryGetValue(name, out var form))
                throw new JsonException($"rule {number}: '{name}' is not a member of a rule: there are {string.Join(", ", s_members.Keys)}");
            if (value is null)
                throw new JsonException($"rule {number}: '{name}' must be {form}, or be left out");
        }

        try
        {
            return members.Deserialize<FaultRule>(s_json)!;
        }
        catch (JsonException e)
        {
            var name = (e.Path ?? "").Split('.')[^1];
            throw new JsonException($"rule {number}: '{name}' must be {s_members.GetValueOrDefault(name, "of another kind")}", e);
        }
    }

    private string? Problem(FaultRule rule) => PlaceProblem(rule) ?? NumberProblem(rule) ?? ModeProblem(rule);

    private string? PlaceProblem(FaultRule rule)
    {
        if (rule.Service.Length > 0 && !operations.ContainsKey(rule.Service))
            return $"'service' is '{rule.Service}': there are {string.Join(", ", operations.Keys)}";
        var names = operations.Where(one => rule.Service.Length == 0 || one.Key == rule.Service).SelectMany(one => one.Value).ToList();
        if (rule.Operation.Length > 0 && !names.Contains(rule.Operation))
            return $"'operation' is '{rule.Operation}', which {(rule.Service.Length > 0 ? rule.Service : "no service")} has: {(rule.Service.Length > 0 ? $"there are {string.Join(", ", names)}" : "see docs/emulator.md for the names")}";
        var actions = operations.SelectMany(one => one.Value.Select(name => RamActions.Of(one.Key, name))).Append(RamActions.PassRole);
        return rule.Action.Length > 0 && !actions.Any(action => RamActions.Fits(rule.Action, action))
            ? $"'action' is '{rule.Action}', which no operation needs: write service:Operation, such as fc:CreateFunction, oss:PutObject or arms:*"
            : null;
    }

    private static string? NumberProblem(FaultRule rule)
    {
        if (rule.Status is not 0 and not (>= 400 and <= 599))
            return $"'status' is {rule.Status}: write 400 to 599";
        if (rule.Count < 1)
            return $"'count' is {rule.Count}: write 1 or more, or leave it out for every request";
        if (rule.Probability is not (> 0 and <= 1))
            return $"'probability' is {rule.Probability}: write more than 0 and at most 1";
        if (rule.DelayMs < 0)
            return $"'delayMs' is {rule.DelayMs}: write 0 or more";
        return rule.RetryAfter < 0 ? $"'retryAfter' is {rule.RetryAfter}: write 0 or more seconds" : null;
    }

    private static string? ModeProblem(FaultRule rule) => rule switch
    {
        { Mode: FaultMode.Before, Status: 0, DelayMs: 0 } => "does nothing: give 'status', 'delayMs' or another 'mode'",
        { Mode: not (FaultMode.Before or FaultMode.AfterWork), Status: > 0 } => "'status' goes with the modes before and afterWork only",
        { RetryAfter: not null, Status: 0 } => "'retryAfter' needs a 'status'",
        { Mode: FaultMode.StaleList, StaleSeconds: not (>= 1 and <= 3600) } => $"'staleSeconds' is {rule.StaleSeconds}: staleList needs 1 to 3600",
        { Mode: not FaultMode.StaleList, StaleSeconds: not 0 } => "'staleSeconds' goes with the mode staleList only",
        { Mode: FaultMode.StaleList, Operation: { Length: > 0 } operation } when !StaleLists.Known.Contains(operation) => $"'operation' is '{operation}': staleList knows {string.Join(", ", StaleLists.Known)}",
        { Mode: FaultMode.WrongLength, LengthOff: 0 } => "'lengthOff' is 0, which is no wrong length: write bytes too many, or too few as a negative number",
        { Mode: not FaultMode.WrongLength, LengthOff: not 1 } => "'lengthOff' goes with the mode wrongLength only",
        { Mode: FaultMode.StaleList, Service: Http.Services.Sts or Http.Services.Prometheus or Http.Services.Trigger } => $"'service' is '{rule.Service}', which has no lists: staleList goes with fc, oss and arms",
        _ => null,
    };
}
