using System.Text.Json;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>Requests of the official SDKs as they went over the wire → what our signers take.</summary>
internal static class WireRequests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Cloud", "Vectors");

    public static IReadOnlyList<JsonElement> Vectors() =>
        [.. Parse(Path.Combine(s_folder, "vectors.json")).EnumerateArray()];

    public static IReadOnlyList<string> RecordedFiles() =>
        [.. Directory.GetFiles(Path.Combine(s_folder, "recorded"), "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    public static JsonElement Recorded(string file) => Parse(Path.Combine(s_folder, "recorded", file));

    public static AccessKey KeyOf(JsonElement holder) =>
        new(holder.GetProperty("accessKeyId").GetString()!, holder.GetProperty("accessKeySecret").GetString()!);

    public static SignableRequest Acs3(JsonElement request)
    {
        var target = request.GetProperty("target").GetString()!.Split('?', 2);
        return new(request.GetProperty("method").GetString()!, Reencoded(target[0]), QueryOf(target), HeadersOf(request));
    }

    public static SignableRequest Oss4(JsonElement request, bool pathStyle)
    {
        var target = request.GetProperty("target").GetString()!.Split('?', 2);
        var headers = HeadersOf(request);
        var path = Reencoded(target[0]);
        // A list of buckets has no bucket: the official package then sends a host that begins with a dot.
        var bucket = headers["host"].Split(".oss-")[0];
        return new(request.GetProperty("method").GetString()!, pathStyle || bucket.Length == 0 ? path : $"/{bucket}{path}", QueryOf(target), headers);
    }

    private static JsonElement Parse(string file) => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;

    private static string Reencoded(string path) => Rfc3986.EncodePath(Uri.UnescapeDataString(path.Replace("%2F", "\u0001", StringComparison.Ordinal))).Replace("%01", "%2F", StringComparison.Ordinal);

    private static List<KeyValuePair<string, string?>> QueryOf(string[] target) => target.Length == 1
        ? []
        : [.. target[1].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair =>
            new KeyValuePair<string, string?>(Uri.UnescapeDataString(pair[0]), pair.Length == 1 ? null : Uri.UnescapeDataString(pair[1])))];

    private static Dictionary<string, string> HeadersOf(JsonElement request) =>
        request.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
}
