using System.Text;
using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Cloud.Signing;

/// <summary>ACS3-HMAC-SHA256, the signature of Function Compute, ARMS and STS.</summary>
internal static class Acs3Signer
{
    public const string Algorithm = "ACS3-HMAC-SHA256";

    /// <summary>Header that holds the hash of the body; must be among the request's headers.</summary>
    public const string BodyHashHeader = "x-acs-content-sha256";

    /// <summary>The value of <c>Authorization</c>.</summary>
    public static string Authorization(SignableRequest request, AccessKey key)
    {
        var signature = Convert.ToHexStringLower(Hex.Hmac(Encoding.UTF8.GetBytes(key.Secret), StringToSign(CanonicalRequest(request))));
        return $"{Algorithm} Credential={key.Id},SignedHeaders={NamesOf(request)},Signature={signature}";
    }

    public static string CanonicalRequest(SignableRequest request) => string.Join('\n',
        request.Method,
        request.Path,
        QueryText(request.Query),
        string.Concat(SignedHeaders(request).Select(header => $"{header.Key}:{header.Value.Trim()}\n")),
        NamesOf(request),
        request.Headers[BodyHashHeader]);

    public static string StringToSign(string canonicalRequest) => $"{Algorithm}\n{Hex.Sha256(canonicalRequest)}";

    /// <summary>The query as it is signed, and as we send it: sorted, encoded, an empty value keeps its equals sign.</summary>
    public static string QueryText(IReadOnlyList<KeyValuePair<string, string?>> query) => string.Join('&',
        query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Rfc3986.Encode(pair.Key)}={Rfc3986.Encode(pair.Value ?? "")}"));

    private static IEnumerable<KeyValuePair<string, string>> SignedHeaders(SignableRequest request) => request.Headers
        .Where(header => header.Key is "host" or "content-type" || header.Key.StartsWith("x-acs-", StringComparison.Ordinal))
        .OrderBy(header => header.Key, StringComparer.Ordinal);

    private static string NamesOf(SignableRequest request) => string.Join(';', SignedHeaders(request).Select(header => header.Key));
}
