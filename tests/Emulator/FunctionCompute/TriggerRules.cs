using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Sonde.Emulator.FunctionCompute.FunctionRules;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>What a trigger may be (fc.md 7).</summary>
internal static partial class TriggerRules
{
    private static readonly string[] s_types = ["http", "timer", "oss", "log", "mns_topic", "tablestore", "cdn_events", "eventbridge", "kafka", "rocketmq"];
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];

    public static void CheckName(string name) =>
        Need(Name().IsMatch(name), $"triggerName '{name}' must be 1 to 128 characters of A-Z a-z 0-9 _ -, and not begin with a digit or -");

    /// <summary>The config as the service gives it back: keys ordered, null members gone, defaults filled in.</summary>
    public static string Normal(JsonObject trigger)
    {
        var type = trigger.Text("triggerType");
        Need(s_types.Contains(type), $"triggerType '{type}' is not supported");
        var config = Parsed(trigger.Text("triggerConfig"));
        if (type == "http")
            FillHttp(config);
        var ordered = config.Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        return new JsonObject(ordered.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString();
    }

    public static void CheckOnlyOne(FunctionEntry entry, JsonObject trigger)
    {
        var other = entry.Triggers.Values.FirstOrDefault(one =>
            one.Text("triggerType") == "http" && one.Text("qualifier") == trigger.Text("qualifier") && one.Text("triggerName") != trigger.Text("triggerName"));
        if (other is not null)
            throw FcErrors.Conflict("TriggerAlreadyExists", $"qualifier '{trigger.Text("qualifier")}' has the HTTP trigger '{other.Text("triggerName")}' already");
    }

    private static JsonObject Parsed(string text)
    {
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? throw FcErrors.Invalid("triggerConfig must hold a JSON object");
        }
        catch (JsonException e)
        {
            throw FcErrors.Invalid($"triggerConfig is not valid JSON: {e.Message}");
        }
    }

    private static void FillHttp(JsonObject config)
    {
        config["authType"] ??= "function";
        config["disableURLInternet"] ??= false;
        Need(config.Text("authType") is "function" or "anonymous" or "jwt", $"authType '{config.Text("authType")}' must be function, anonymous or jwt");
        var methods = config.Texts("methods");
        Need(methods.Count > 0, "an HTTP trigger needs methods");
        Need(methods.All(s_methods.Contains), $"methods must be of {string.Join(", ", s_methods)}");
        config.Flag("disableURLInternet");
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]{0,127}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
