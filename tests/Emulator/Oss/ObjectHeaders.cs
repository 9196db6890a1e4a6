using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>What a write says about its object besides the content.</summary>
internal static class ObjectHeaders
{
    private const int MostMetadata = 8192;
    private const int MostTags = 10;
    private static readonly string[] s_kept = ["content-type", "cache-control", "content-disposition", "content-encoding", "expires"];

    public static Dictionary<string, string> Of(WireRequest request)
    {
        var kept = request.Headers
            .Where(header => s_kept.Contains(header.Key) || header.Key.StartsWith("x-oss-meta-", StringComparison.Ordinal))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.Ordinal);
        kept.TryAdd("content-type", "application/octet-stream");
        var metadata = kept.Where(header => header.Key.StartsWith("x-oss-meta-", StringComparison.Ordinal)).Sum(header => header.Key.Length + header.Value.Length);
        return metadata <= MostMetadata ? kept : throw new Refusal(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size.");
    }

    /// <summary>Tags of <c>x-oss-tagging</c>: URL-encoded pairs.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Tags(WireRequest request)
    {
        if (request.Header("x-oss-tagging") is not { Length: > 0 } text)
            return [];
        return CheckTags([.. text.Split('&').Select(pair => pair.Split('=', 2)).Select(parts => KeyValuePair.Create(Decoded(parts[0]), parts.Length > 1 ? Decoded(parts[1]) : ""))]);
    }

    public static IReadOnlyList<KeyValuePair<string, string>> CheckTags(List<KeyValuePair<string, string>> tags)
    {
        var valid = tags.Count <= MostTags
            && tags.TrueForAll(tag => tag.Key.Length is > 0 and <= 128 && tag.Value.Length <= 256 && tag.Key.Concat(tag.Value).All(Allowed))
            && tags.Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Count() == tags.Count;
        return valid ? tags : throw new Refusal(400, "InvalidTag", "The tags you provided are invalid.", ("EC", "0017-00000502"));
    }

    /// <exception cref="Refusal">The object exists and must not be overwritten, or the header has another value.</exception>
    public static void CheckOverwrite(WireRequest request, Bucket bucket, string key)
    {
        switch (request.Header("x-oss-forbid-overwrite"))
        {
            case null or "false":
                return;
            case "true" when bucket.Find(key) is not null:
                throw OssErrors.Exists(key);
            case "true":
                return;
            case var other:
                throw new Refusal(400, "InvalidArgument", "The value of x-oss-forbid-overwrite must be true or false.", ("ArgumentName", "x-oss-forbid-overwrite"), ("ArgumentValue", other), ("EC", "0017-00000279"));
        }
    }

    public static void CheckKey(string key)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(key) > 1023 || key.StartsWith('/') || key.StartsWith('\\'))
            throw new Refusal(400, "InvalidObjectName", "The specified object is not valid.", ("ObjectName", key), ("EC", "0016-00000801"));
    }

    private static bool Allowed(char letter) => char.IsLetterOrDigit(letter) || " +-=._:/".Contains(letter, StringComparison.Ordinal);

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
