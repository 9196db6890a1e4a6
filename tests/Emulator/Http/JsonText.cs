using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.Http;

/// <summary>JSON as the services write and read it.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 32 };

    /// <summary>Leaves letters of other scripts as they are.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object in a body; an empty body is an empty object.</summary>
    /// <exception cref="Refusal">It is not a JSON object.</exception>
    public static JsonObject ObjectOf(ReadOnlyMemory<byte> body, string code)
    {
        if (body.IsEmpty)
            return [];
        try
        {
            if (JsonNode.Parse(body.Span, documentOptions: s_strict) is JsonObject parsed && AllNamesOnce(parsed))
                return parsed;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new Refusal(400, code, $"the request body is not valid JSON: {e.Message}");
        }

        throw new Refusal(400, code, "the request body must be a JSON object");
    }

    public static JsonArray ArrayOf(string text, string code, string name)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: s_strict) is JsonArray parsed)
                return parsed;
        }
        catch (JsonException)
        {
            // Told below like any other text that is not an array.
        }

        throw new Refusal(400, code, $"{name} must be a JSON array");
    }

    /// <summary>Names are only looked at when they are first asked for; a doubled one throws there.</summary>
    private static bool AllNamesOnce(JsonNode? node)
    {
        if (node is JsonObject members)
            return members.All(member => AllNamesOnce(member.Value));
        return node is not JsonArray items || items.All(AllNamesOnce);
    }
}
