using System.Text.Json;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Tests;

/// <summary>Requests of the official SDKs as they went over the wire.</summary>
internal static class RecordedRequests
{
    public static readonly DateTimeOffset Clock = new(2025, 1, 15, 8, 30, 0, TimeSpan.Zero);

    public static IReadOnlyList<WireRequest> Of(string recording)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Recorded", recording + ".json")));
        return [.. document.RootElement.GetProperty("requests").EnumerateArray().Select(Request)];
    }

    private static WireRequest Request(JsonElement recorded) => new(
        recorded.GetProperty("method").GetString()!,
        recorded.GetProperty("target").GetString()!,
        recorded.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name.ToLowerInvariant(), header => header.Value.GetString()!, StringComparer.Ordinal),
        recorded.GetProperty("bodyBase64").GetBytesFromBase64());
}
