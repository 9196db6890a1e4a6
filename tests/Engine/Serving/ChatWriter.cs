using System.Text.Json.Nodes;

namespace Sonde.Engine.Serving;

/// <summary>Writes chat completions in OpenAI's shape, whole or as server-sent events.</summary>
internal sealed class ChatWriter(Generation generation, TimeProvider time)
{
    /// <summary>Answers with one JSON object.</summary>
    public async Task WriteWholeAsync(HttpResponse response, Chat chat, CancellationToken cancellation)
    {
        var created = time.GetUtcNow().ToUnixTimeSeconds();
        var said = new List<string>();
        await foreach (var piece in generation.RunAsync(chat, cancellation))
            said.Add(piece);

        var message = new JsonObject { ["role"] = "assistant", ["content"] = string.Concat(said) };
        var choice = new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = chat.FinishReason };
        var body = new JsonObject
        {
            ["id"] = chat.Id,
            ["object"] = "chat.completion",
            ["created"] = created,
            ["model"] = chat.Model,
            ["choices"] = new JsonArray(choice),
            ["usage"] = Usage(chat, said.Count),
        };
        response.ContentType = "application/json";
        await response.WriteAsync(body.ToJsonString(), cancellation);
    }

    /// <summary>Answers with one event a token, each sent at once.</summary>
    public async Task WriteStreamAsync(HttpResponse response, Chat chat, CancellationToken cancellation)
    {
        var created = time.GetUtcNow().ToUnixTimeSeconds();
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        await SendAsync(response, Chunk(chat, created, Choice(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null)), cancellation);
        var count = 0;
        await foreach (var piece in generation.RunAsync(chat, cancellation))
        {
            count++;
            await SendAsync(response, Chunk(chat, created, Choice(new JsonObject { ["content"] = piece }, null)), cancellation);
        }

        await SendAsync(response, Chunk(chat, created, Choice([], chat.FinishReason)), cancellation);
        if (chat.IncludeUsage)
        {
            var last = Chunk(chat, created, null);
            last["usage"] = Usage(chat, count);
            await SendAsync(response, last, cancellation);
        }

        await response.WriteAsync("data: [DONE]\n\n", cancellation);
    }

    private static async Task SendAsync(HttpResponse response, JsonObject chunk, CancellationToken cancellation)
    {
        await response.WriteAsync($"data: {chunk.ToJsonString()}\n\n", cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    private static JsonObject Chunk(Chat chat, long created, JsonObject? choice) => new()
    {
        ["id"] = chat.Id,
        ["object"] = "chat.completion.chunk",
        ["created"] = created,
        ["model"] = chat.Model,
        ["choices"] = choice is null ? [] : new JsonArray(choice),
    };

    private static JsonObject Choice(JsonObject delta, string? finishReason) =>
        new() { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finishReason };

    private static JsonObject Usage(Chat chat, int completionTokens) =>
        new() { ["prompt_tokens"] = chat.PromptTokens, ["completion_tokens"] = completionTokens, ["total_tokens"] = chat.PromptTokens + completionTokens };
}
