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

    private const string ScopeEnd = "aliyun_v4_request";

    /// <summary>The value of <c>Authorization</c>.</summary>
    /// <param name="request">What is signed; <see cref="DateHeader"/> must be among its headers.</param>
    /// <param name="additional">Further headers to sign, lower case, sorted; none of those that are signed anyway.</param>
    /// <param name="region">Without <c>oss-</c>.</param>
    /// <param name="key">Signs.</param>
    public static string Authorization(SignableRequest request, IReadOnlyList<string> additional, string region, AccessKey key)
    {
        var scope = ScopeOf(request, region);
        var signature = Convert.ToHexStringLower(Hex.Hmac(SigningKey(request, region, key), StringToSign(request, CanonicalRequest(request, additional), region)));
        var more = additional.Count == 0 ? "" : $"AdditionalHeaders={string.Join(';', additional)},";
        return $"{Algorithm} Credential={key.Id}/{scope},{more}Signature={signature}";
    }

    public static string CanonicalRequest(SignableRequest request, IReadOnlyList<string> additional) => string.Join('\n',
        request.Method,
        request.Path,
        QueryText(request.Query),
        string.Concat(SignedHeaders(request, additional).Select(header => $"{header.Key}:{header.Value.Trim()}\n")),
        string.Join(';', additional),
        request.Headers.GetValueOrDefault(BodyHashHeader, UnsignedBody));

    public static string StringToSign(SignableRequest request, string canonicalRequest, string region) =>
        $"{Algorithm}\n{request.Headers[DateHeader]}\n{ScopeOf(request, region)}\n{Hex.Sha256(canonicalRequest)}";

    /// <summary>The query as it is signed, and as we send it. Services differ on the equals sign of an empty value, so we send none.</summary>
    public static string QueryText(IReadOnlyList<KeyValuePair<string, string?>> query) => string.Join('&', query
        .Select(pair => new KeyValuePair<string, string>(Rfc3986.Encode(pair.Key), Rfc3986.Encode(pair.Value ?? "")))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}"));

    private static IEnumerable<KeyValuePair<string, string>> SignedHeaders(SignableRequest request, IReadOnlyList<string> additional) => request.Headers
        .Where(header => header.Key is "content-type" or "content-md5" || header.Key.StartsWith("x-oss-", StringComparison.Ordinal) || additional.Contains(header.Key))
        .OrderBy(header => header.Key, StringComparer.Ordinal);

    private static string Day(SignableRequest request) => request.Headers[DateHeader][..8];

    private static string ScopeOf(SignableRequest request, string region) => $"{Day(request)}/{region}/oss/{ScopeEnd}";

    private static byte[] SigningKey(SignableRequest request, string region, AccessKey key)
    {
        var day = Hex.Hmac(Encoding.UTF8.GetBytes("aliyun_v4" + key.Secret), Day(request));
        return Hex.Hmac(Hex.Hmac(Hex.Hmac(day, region), "oss"), ScopeEnd);
    }
}
