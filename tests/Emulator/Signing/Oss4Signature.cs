using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Signing;

/// <summary>The parts of an OSS V4 signature, from the header or from the query of a presigned URL.</summary>
/// <param name="Date">Value of <c>x-oss-date</c>.</param>
/// <param name="Life">How long a presigned URL may be used; null for a signed header.</param>
internal sealed partial record Oss4Signature(
    string KeyId,
    string ScopeDate,
    string ScopeRegion,
    IReadOnlyList<string> AdditionalHeaders,
    string Value,
    string Date,
    string SecurityToken,
    TimeSpan? Life)
{
    public string Scope => $"{ScopeDate}/{ScopeRegion}/oss/aliyun_v4_request";

    public bool Presigned => Life is not null;

    /// <summary>Null when the request carries none, or a malformed one.</summary>
    public static Oss4Signature? Of(WireRequest request) => request.Parameter("x-oss-signature") is { } value ? OfQuery(request, value) : OfHeader(request);

    private static Oss4Signature? OfHeader(WireRequest request)
    {
        var match = Form().Match(request.Header("authorization") ?? "");
        return match.Success
            ? new(match.Groups["key"].Value, match.Groups["date"].Value, match.Groups["region"].Value, Names(match.Groups["headers"].Value), match.Groups["signature"].Value,
                request.Header("x-oss-date") ?? "", request.Header("x-oss-security-token") ?? "", Life: null)
            : null;
    }

    private static Oss4Signature? OfQuery(WireRequest request, string value)
    {
        if (request.Parameter("x-oss-signature-version") != "OSS4-HMAC-SHA256"
            || request.Parameter("x-oss-credential")?.Split('/') is not [var key, var date, var region, "oss", "aliyun_v4_request"]
            || !int.TryParse(request.Parameter("x-oss-expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return null;
        }

        return new(key, date, region, Names(request.Parameter("x-oss-additional-headers") ?? ""), value,
            request.Parameter("x-oss-date") ?? "", request.Parameter("x-oss-security-token") ?? "", TimeSpan.FromSeconds(seconds));
    }

    private static string[] Names(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("^OSS4-HMAC-SHA256 Credential=(?<key>[^/,]+)/(?<date>[0-9]{8})/(?<region>[^/,]+)/oss/aliyun_v4_request, ?(AdditionalHeaders=(?<headers>[^,]*), ?)?Signature=(?<signature>[0-9a-f]{64})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
