using System.Net;
using System.Text.Json;

namespace Sonde.Operator.Kube;

/// <summary>Reads a <c>Status</c> object: the body of a refusal, and of an ERROR inside a watch.</summary>
internal static class StatusBody
{
    private const int LongestMessage = 512;

    /// <summary>Reason and message; nulls where the text is no Status (a proxy's page).</summary>
    public static (string? Reason, string? Message) Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? (Text(document.RootElement, "reason"), Text(document.RootElement, "message"))
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    /// <summary>The refusal that an ERROR event tells of. A Status without a code counts as a failure of the server.</summary>
    public static KubeApiException ToException(JsonElement status)
    {
        var code = status.ValueKind is JsonValueKind.Object && status.TryGetProperty("code", out var value) && value.TryGetInt32(out var number)
            ? number
            : (int)HttpStatusCode.InternalServerError;
        return new((HttpStatusCode)code, Text(status, "reason") ?? "Unknown", Text(status, "message") ?? "no message", retryAfter: null);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? Cut(value.GetString()!)
            : null;

    private static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
}
