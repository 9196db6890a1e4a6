using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sonde.Demo;

/// <summary>A caller of the model: OpenAI-shaped chat completions through a function's trigger URL.</summary>
internal sealed class ChatClient(HttpClient http)
{
    /// <summary>Asks once, in one piece.</summary>
    /// <returns><c>usage.prompt_tokens</c> of the answer.</returns>
    public async Task<long> AskAsync(Uri function, string model, string prompt, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync(new Uri(function, "v1/chat/completions"), Body(model, prompt, streaming: false), cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode || response.Headers.Contains("X-Fc-Error-Type"))
            throw new InvalidOperationException($"{function} answered {(int)response.StatusCode}: {text}");

        return PromptTokens(JsonNode.Parse(text)) ?? throw new InvalidOperationException($"{function} answered without usage: {text}");
    }

    /// <summary>Asks once, as a stream with <c>include_usage</c>.</summary>
    /// <returns><c>usage.prompt_tokens</c> of the closing chunk.</returns>
    public async Task<long> AskStreamingAsync(Uri function, string model, string prompt, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(function, "v1/chat/completions")) { Content = JsonContent.Create(Body(model, prompt, streaming: true)) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));

        long? tokens = null;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                tokens = PromptTokens(JsonNode.Parse(line["data: ".Length..])) ?? tokens;
        }

        return tokens ?? throw new InvalidOperationException($"{function} streamed no usage, though include_usage was asked for.");
    }

    private static JsonObject Body(string model, string prompt, bool streaming)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["max_tokens"] = 12,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
        };
        if (streaming)
        {
            body["stream"] = true;
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        return body;
    }

    private static long? PromptTokens(JsonNode? answer) =>
        answer?["usage"] is JsonObject usage && usage["prompt_tokens"] is JsonValue tokens && tokens.GetValueKind() == JsonValueKind.Number
            ? tokens.GetValue<long>()
            : null;
}
