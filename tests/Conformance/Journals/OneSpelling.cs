using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Sonde.Conformance.Journals;

/// <summary>Texts that mean the same → the same text. Pure.</summary>
internal static class OneSpelling
{
    /// <summary>Members of bodies whose text is JSON (Function Compute).</summary>
    private static readonly string[] s_jsonMembers = ["triggerConfig", "sessionAffinityConfig"];

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Members by name, numbers without trailing zeros, no blanks; members that are null are not there. The order of lists counts. Other text stays.</summary>
    public static string OfJson(string text) => Parsed(text) is { } node ? Sorted(node)!.ToJsonString(s_plain) : text;

    /// <summary>An object of JSON without a member.</summary>
    public static string Without(string json, string member)
    {
        if (Parsed(json) is not JsonObject members)
            return json;
        members.Remove(member);
        return OfJson(members.ToJsonString());
    }

    /// <summary>Without declaration, and without blanks between elements. Other text stays.</summary>
    public static string OfXml(string text)
    {
        try
        {
            var element = XElement.Parse(text);
            foreach (var each in element.DescendantsAndSelf())
                each.Name = each.Name.LocalName;
            return element.ToString(SaveOptions.DisableFormatting);
        }
        catch (System.Xml.XmlException)
        {
            return text;
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        null => null,
        JsonObject members => new JsonObject(members
            .Where(member => member.Value is not null)
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => new KeyValuePair<string, JsonNode?>(member.Key, Member(member.Key, member.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        JsonValue value when value.GetValueKind() is JsonValueKind.Number => JsonValue.Create(Shortest(value.ToJsonString())),
        _ => node.DeepClone(),
    };

    // Divided by one the digits behind the point are as few as they can be.
    private static decimal Shortest(string number) => decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture) / 1.000000000000000000000000000m;

    private static JsonNode? Member(string name, JsonNode value) =>
        s_jsonMembers.Contains(name) && value.GetValueKind() is JsonValueKind.String && Parsed(value.GetValue<string>()) is { } inner ? Sorted(inner) : Sorted(value);

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
