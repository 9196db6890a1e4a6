using System.Text;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.Http;

/// <summary>What a service answers, before it is written to the wire.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, string? ContentType)
{
    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Set when the answer is written by somebody else, such as a function instance.</summary>
    public Func<HttpContext, Task>? Writer { get; init; }

    public static Answer Nothing(int status) => new(status, default, null);

    public static Answer Json(int status, JsonNode body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString(JsonText.Options)), "application/json");

    public static Answer Xml(int status, string body) => new(status, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body), "application/xml");

    public static Answer By(Func<HttpContext, Task> writer) => new(StatusCodes.Status200OK, default, null) { Writer = writer };

    public Answer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
