using System.Text.Json;

namespace Sonde.Engine.Serving;

/// <summary>Reads the body of <c>/v1/chat/completions</c>.</summary>
internal static class ChatReader
{
    /// <summary>Turns a body into a chat.</summary>
    /// <exception cref="RequestException">The body is not what the API takes.</exception>
    public static async Task<Chat> ReadAsync(Stream body, IReadOnlyList<string> servedNames, int contextLength, CancellationToken cancellation)
    {
        using var json = await ParseAsync(body, cancellation);
        var root = json.RootElement;
        var model = Text(root, "model") ?? servedNames[0];
        if (!servedNames.Contains(model, StringComparer.Ordinal))
            throw new RequestException(404, "NotFoundError", $"The model `{model}` does not exist.");
        if ((Integer(root, "n") ?? 1) != 1)
            throw RequestException.Bad("The stand-in answers with one choice only: n must be 1.");

        var contents = Contents(root);
        var room = contextLength - Tokeniser.CountPrompt(contents);
        if (room < 1)
            throw RequestException.Bad($"This model's maximum context length is {contextLength} tokens. However, your request has {contextLength - room} input tokens.");

        var asked = Integer(root, "max_completion_tokens") ?? Integer(root, "max_tokens");
        if (asked < 1)
            throw RequestException.Bad($"max_tokens must be at least 1, got {asked}.");

        var limit = Math.Min(asked ?? room, room);
        var whole = Reply.To(contents);
        var stream = Flag(root, "stream");
        var usage = root.TryGetProperty("stream_options", out var streaming) && streaming.ValueKind == JsonValueKind.Object && Flag(streaming, "include_usage");
        return new Chat($"chatcmpl-{Guid.NewGuid():N}", model, contents, [.. whole.Take(limit)], limit, limit < whole.Count ? "length" : "stop", stream, usage);
    }

    private static async Task<JsonDocument> ParseAsync(Stream body, CancellationToken cancellation)
    {
        try
        {
            var json = await JsonDocument.ParseAsync(body, default, cancellation);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw RequestException.Bad("The body must be a JSON object.");
        }
        catch (JsonException error)
        {
            throw RequestException.Bad($"The body is not JSON: {error.Message}");
        }
    }

    private static List<string> Contents(JsonElement root)
    {
        if (!root.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
            throw RequestException.Bad("messages: at least one message is required.");
        return [.. messages.EnumerateArray().Select(Content)];
    }

    private static string Content(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || Text(message, "role") is null)
            throw RequestException.Bad("messages: every message needs a role.");
        if (!message.TryGetProperty("content", out var content))
            return "";
        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString() ?? "",
            JsonValueKind.Null => "",
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => part.ValueKind == JsonValueKind.Object ? Text(part, "text") ?? "" : "")),
            _ => throw RequestException.Bad("messages: content must be text or a list of parts."),
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static int? Integer(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw RequestException.Bad($"{name} must be a whole number.")
            : null;
}
