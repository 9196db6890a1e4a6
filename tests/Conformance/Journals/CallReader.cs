using System.Text.Json.Nodes;

namespace Sonde.Conformance.Journals;

/// <summary>Lines of the emulator's journal → calls.</summary>
internal static class CallReader
{
    // Who signs, how and when: of a presigned URL it stands in the query.
    private static readonly string[] s_proof = ["x-oss-credential", "x-oss-date", "x-oss-signature", "x-oss-security-token"];

    /// <summary>Parameters whose text is JSON.</summary>
    private static readonly string[] s_jsonParameters = ["tags", "ResourceId", "TagKey", "instanceIds", "instanceStatus", "Labels", "Annotations", "Tags", "AlertIds", "AlertNames"];

    /// <summary>In the order of the journal; what came through the console door is nobody's call.</summary>
    public static IReadOnlyList<Call> Read(IEnumerable<JsonNode> journal, StandIns standIns) =>
        [.. journal.Where(entry => Text(entry, "accessKeyId") != "console").Select(entry => Of(entry, standIns))];

    private static Call Of(JsonNode entry, StandIns standIns)
    {
        var service = Text(entry, "service");
        var headers = Pairs(entry["headers"]!);
        var parameters = Pairs(entry["query"]!);
        var body = Text(entry, "bodySha256") is { Length: > 0 } hash ? $"sha256 {hash}" : Text(entry, "body");
        var isForm = MediaType(headers) == "application/x-www-form-urlencoded";
        if (isForm && service is "arms" or "sts")
        {
            // Both are right: it is one list of parameters.
            foreach (var pair in Form(body))
                parameters[pair.Key] = pair.Value;
            body = "";
        }

        return new(
            Text(entry, "operation"), Text(entry, "method"), standIns.In(PathOf(service, Text(entry, "path"), headers)),
            Meant(parameters.Where(pair => !s_proof.Contains(pair.Key)), pair => standIns.In(s_jsonParameters.Contains(pair.Key) ? OneSpelling.OfJson(pair.Value) : pair.Value)),
            Meant(headers.Where(pair => IsMeant(service, pair.Key, body)), pair => standIns.In(ValueOf(pair.Key, pair.Value))),
            standIns.In(OneSpelling.OfXml(OneSpelling.OfJson(body))));
    }

    /// <summary>The bucket is in the host or in the path.</summary>
    private static string PathOf(string service, string path, Dictionary<string, string> headers)
    {
        if (service != "oss")
            return path;
        var host = headers.GetValueOrDefault("host", "");
        var bucket = host.Contains(".oss-", StringComparison.Ordinal) ? host.Split('.')[0] : "";
        // Some say it in both; none of the keys begins with it.
        var whole = bucket.Length == 0 || path.StartsWith($"/{bucket}/", StringComparison.Ordinal) || path == $"/{bucket}" ? path : $"/{bucket}{path}";
        return whole.Length > 1 && whole.Count('/') == 2 ? whole.TrimEnd('/') : whole;
    }

    private static bool IsMeant(string service, string header, string body) => header switch
    {
        "host" => false,
        // Of nothing there is no type, and in RPC style the form is read already. OSS keeps it, be the object empty.
        "content-type" => service == "oss" || (body.Length > 0 && service == "fc"),
        // Says nothing that the body does not.
        "content-md5" => false,
        _ => true,
    };

    private static string ValueOf(string header, string value) => header switch
    {
        "content-type" => value.Split(';')[0],
        // The service decodes it.
        "x-oss-copy-source" => Uri.UnescapeDataString(value),
        _ => value,
    };

    private static string MediaType(Dictionary<string, string> headers) => headers.GetValueOrDefault("content-type", "").Split(';')[0];

    private static IEnumerable<KeyValuePair<string, string>> Form(string text) =>
        from pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select new KeyValuePair<string, string>(Decoded(parts[0]), Decoded(parts.ElementAtOrDefault(1) ?? ""));

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static SortedDictionary<string, string> Meant(IEnumerable<KeyValuePair<string, string>> pairs, Func<KeyValuePair<string, string>, string> value) =>
        new(pairs.ToDictionary(pair => pair.Key, value, StringComparer.Ordinal), StringComparer.Ordinal);

    private static Dictionary<string, string> Pairs(JsonNode members) => members.AsObject().ToDictionary(member => member.Key, member => member.Value!.GetValue<string>(), StringComparer.Ordinal);

    private static string Text(JsonNode entry, string name) => entry[name]!.GetValue<string>();
}
