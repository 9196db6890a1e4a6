using System.Text;
using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Cloud.Signing;

/// <summary>OSS4-HMAC-SHA256, the signature of OSS.</summary>
/// <remarks>The path of the request is <c>/bucket/key</c> whatever the address looks like: the signature always names the bucket.</remarks>
internal static class Oss4Signer
{
    public const string Algorithm = "OSS4-HMAC-SHA256";
    public const string DateHeader = "x-oss-date";
    public const string BodyHashHeader = "x-oss-content-sha256";

    /// <summary>Bodies are not hashed: integrity is the CRC's business.</summary>
    public const string UnsignedBody = "UNSIGNED-PAYLOAD";

    /// <summary>The value of <c>Authorization</c>.</summary>
    /// <param name="request">What is signed; <see cref="DateHeader"/> must be among its headers.</param>
    /// <param name="additional">Further headers to sign, lower case, sorted; none of those that are signed anyway.</param>
    /// <param name="keys">Derived keys of the region.</param>
    /// <param name="key">Signs.</param>
    public static string Authorization(SignableRequest request, IReadOnlyList<string> additional, Oss4Keys keys, AccessKey key)
    {
        var date = request.Headers[DateHeader];
        var more = additional.Count == 0 ? "" : $"AdditionalHeaders={string.Join(';', additional)},";
        return $"{Algorithm} Credential={key.Id}/{ScopeOf(date, keys.Region)},{more}Signature={Signature(date, CanonicalRequest(request, additional), keys, key)}";
    }

    /// <summary>The parameters of a presigned URL, the signature among them: those of <paramref name="request"/> and what names key, time and headers.</summary>
    /// <param name="request">What is signed; its headers are those that the holder must send.</param>
    /// <param name="additional">As for <see cref="Authorization"/>.</param>
    /// <param name="date"><c>yyyyMMddTHHmmssZ</c>.</param>
    /// <param name="seconds">Life of the URL.</param>
    /// <param name="keys">Derived keys of the region.</param>
    /// <param name="key">Signs.</param>
    public static IReadOnlyList<KeyValuePair<string, string?>> Presigned(SignableRequest request, IReadOnlyList<string> additional, string date, string seconds, Oss4Keys keys, AccessKey key)
    {
        List<KeyValuePair<string, string?>> query =
        [
            .. request.Query,
            new("x-oss-signature-version", Algorithm),
            new("x-oss-credential", $"{key.Id}/{ScopeOf(date, keys.Region)}"),
            new(DateHeader, date),
            new("x-oss-expires", seconds),
        ];
        if (key.SecurityToken is { } token)
            query.Add(new("x-oss-security-token", token));
        if (additional.Count > 0)
            query.Add(new("x-oss-additional-headers", string.Join(';', additional)));

        query.Add(new("x-oss-signature", Signature(date, CanonicalRequest(request with { Query = query }, additional), keys, key)));
        return query;
    }

    public static string CanonicalRequest(SignableRequest request, IReadOnlyList<string> additional)
    {
        var text = new StringBuilder(512).Append(request.Method).Append('\n').Append(request.Path).Append('\n').Append(QueryText(request.Query)).Append('\n');
        foreach (var (name, value) in SignedHeaders(request, additional))
            text.Append(name).Append(':').Append(value.AsSpan().Trim()).Append('\n');
        return text.Append('\n').AppendJoin(';', additional).Append('\n').Append(request.Headers.GetValueOrDefault(BodyHashHeader, UnsignedBody)).ToString();
    }

    /// <param name="date"><c>yyyyMMddTHHmmssZ</c>.</param>
    /// <param name="canonicalRequest">What is signed.</param>
    /// <param name="region">Without <c>oss-</c>.</param>
    public static string StringToSign(string date, string canonicalRequest, string region) => $"{Algorithm}\n{date}\n{ScopeOf(date, region)}\n{Hex.Sha256(canonicalRequest)}";

    /// <summary>The query as it is signed, and as we send it. Services differ on the equals sign of an empty value, so we send none.</summary>
    public static string QueryText(IReadOnlyList<KeyValuePair<string, string?>> query) => query.Count == 0 ? "" : string.Join('&', query
        .Select(pair => new KeyValuePair<string, string>(Rfc3986.Encode(pair.Key), Rfc3986.Encode(pair.Value ?? "")))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}"));

    /// <summary>Whether a header is signed without being named.</summary>
    public static bool IsSignedAnyway(string name) => name is "content-type" or "content-md5" || name.StartsWith("x-oss-", StringComparison.Ordinal);

    private static string Signature(string date, string canonicalRequest, Oss4Keys keys, AccessKey key) =>
        Convert.ToHexStringLower(Hex.Hmac(keys.Of(key.Secret, date[..8]), StringToSign(date, canonicalRequest, keys.Region)));

    private static List<KeyValuePair<string, string>> SignedHeaders(SignableRequest request, IReadOnlyList<string> additional)
    {
        List<KeyValuePair<string, string>> signed = [];
        foreach (var header in request.Headers)
        {
            if (IsSignedAnyway(header.Key) || additional.Contains(header.Key))
                signed.Add(header);
        }

        signed.Sort(static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return signed;
    }

    private static string ScopeOf(string date, string region) => $"{date.AsSpan(0, 8)}/{region}/oss/{Oss4Keys.ScopeEnd}";
}
