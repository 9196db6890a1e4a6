using Sonde.Emulator.Http;

namespace Sonde.Emulator.Signing;

/// <summary>Canonical requests of OSS V4 (signing.md 2.1 to 2.4).</summary>
internal static class Oss4Canonical
{
    /// <summary>One request when no parameter is empty; else one per reading of an empty value (<c>name</c> and <c>name=</c>).</summary>
    public static IEnumerable<string> Requests(WireRequest request, Oss4Signature signature, OssAddress address)
    {
        yield return Of(request, signature, address, nameOnly: true);
        if (request.Query.Any(pair => pair.Value is ""))
            yield return Of(request, signature, address, nameOnly: false);
    }

    private static string Of(WireRequest request, Oss4Signature signature, OssAddress address, bool nameOnly) => string.Join(
        '\n',
        request.Method,
        address.Bucket.Length == 0 ? "/" : string.Join('/', $"/{address.Bucket}/{address.Key}".Split('/').Select(Rfc3986.Encode)),
        Query(request, nameOnly),
        Headers(request, signature),
        string.Join(';', signature.AdditionalHeaders),
        request.Header("x-oss-content-sha256") ?? "UNSIGNED-PAYLOAD");

    private static string Query(WireRequest request, bool nameOnly) => string.Join('&', request.Query
        .Where(pair => pair.Key != "x-oss-signature")
        .Select(pair => (Name: Rfc3986.Encode(pair.Key), pair.Value))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => pair.Value is null || (nameOnly && pair.Value.Length == 0) ? pair.Name : $"{pair.Name}={Rfc3986.Encode(pair.Value)}"));

    private static string Headers(WireRequest request, Oss4Signature signature) => string.Concat(request.Headers
        .Where(header => header.Key is "content-type" or "content-md5" || header.Key.StartsWith("x-oss-", StringComparison.Ordinal) || signature.AdditionalHeaders.Contains(header.Key))
        .OrderBy(header => header.Key, StringComparer.Ordinal)
        .Select(header => $"{header.Key}:{header.Value.Trim()}\n"));
}
