using System.Text.Json;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Tests;

/// <summary>Requests of an official SDK as they went over the wire, and what must become of them.</summary>
/// <param name="Name">File in <c>Recorded</c>, without its ending.</param>
/// <param name="Requests">How many it holds.</param>
public sealed record Recording(string Name, int Requests)
{
    /// <summary>When all of them were made.</summary>
    public static readonly DateTimeOffset Clock = new(2025, 1, 15, 8, 30, 0, TimeSpan.Zero);

    public static IReadOnlyList<Recording> All { get; } =
    [
        new("fc", 44),
        new("fc-sts", 44),
        new("arms-core", 23),
        new("arms-core-sts", 23),
        new("arms-openapi-client", 23),
        new("oss", 34),
        new("oss-sts", 34),
        new("oss-path-style", 34),
    ];

    /// <summary>How many changes of a request the signature must notice: OSS does not sign its bodies.</summary>
    public int Changes => Requests * (Name.StartsWith("oss", StringComparison.Ordinal) ? 4 : 5);

    internal static IReadOnlyList<WireRequest> Of(string recording)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Recorded", recording + ".json")));
        return [.. document.RootElement.GetProperty("requests").EnumerateArray().Select(Request)];
    }

    /// <summary>One thing changed in each: method, query, date, signature, and the body where it is signed.</summary>
    internal static IEnumerable<WireRequest> Changed(WireRequest request)
    {
        yield return request with { Method = request.Method == "GET" ? "PUT" : "GET" };
        yield return new(request.Method, request.Target + (request.Target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "zz=1", request.Headers, request.Body);
        yield return WithHeader(request, request.Headers.ContainsKey("x-acs-date") ? "x-acs-date" : "x-oss-date", text => text.Replace("0Z", "1Z", StringComparison.Ordinal));
        yield return WithHeader(request, "authorization", text => text[..^1] + (text[^1] == '0' ? '1' : '0'));
        if (request.Headers.ContainsKey("x-acs-date"))
            yield return request with { Body = (byte[])[.. request.Body.Span, (byte)'x'] };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static WireRequest Request(JsonElement recorded) => new(
        recorded.GetProperty("method").GetString()!,
        recorded.GetProperty("target").GetString()!,
        recorded.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name.ToLowerInvariant(), header => header.Value.GetString()!, StringComparer.Ordinal),
        recorded.GetProperty("bodyBase64").GetBytesFromBase64());

    private static WireRequest WithHeader(WireRequest request, string name, Func<string, string> change) => request with
    {
        Headers = new Dictionary<string, string>(request.Headers, StringComparer.Ordinal) { [name] = change(request.Headers[name]) },
    };
}
