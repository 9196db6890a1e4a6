using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Journal;

/// <summary>Takes secrets out of what the journal keeps: known ones by their value, unknown ones by the name they stand under.</summary>
internal sealed partial class Redactor(AccountStore accounts)
{
    private const string Hidden = "***";
    private const int LongestBody = 64 * 1024;

    // Those that say what is asked for. The rest is how it travels, or proves who asks.
    private static readonly FrozenSet<string> s_headers = FrozenSet.Create(
        StringComparer.Ordinal, "host", "content-type", "content-md5", "cache-control", "content-disposition", "content-encoding", "expires", "range", "x-acs-version");

    private static readonly FrozenSet<string> s_proof = FrozenSet.Create(StringComparer.Ordinal, "x-oss-date", "x-oss-security-token", "x-oss-content-sha256");

    public JsonObject Query(WireRequest request)
    {
        var query = new JsonObject();
        foreach (var (name, value) in request.Query)
            query[name] = SecretName().IsMatch(name) ? Hidden : Clean(value ?? "");
        return query;
    }

    /// <summary>The headers that carry meaning, by lower-case name; none that authenticates.</summary>
    public JsonObject Headers(WireRequest request)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in request.Headers.Where(header => IsMeant(header.Key)).OrderBy(header => header.Key, StringComparer.Ordinal))
            headers[name] = SecretName().IsMatch(name) ? Hidden : Clean(value);
        return headers;
    }

    /// <summary>Whether the content of the body is kept.</summary>
    public static bool Shows(string service, WireRequest request) => request.Body.IsEmpty || (IsText(service, request) && request.Body.Length <= LongestBody);

    /// <summary>Bodies of objects and of remote writes are told by their length only.</summary>
    public string Body(string service, WireRequest request)
    {
        if (request.Body.IsEmpty)
            return "";
        if (!Shows(service, request))
            return $"<{request.Body.Length} bytes>";
        var named = SecretMember().Replace(request.BodyText, match => $"\"{match.Groups["name"].Value}\":\"{Hidden}\"");
        return Clean(SecretPair().Replace(named, match => $"{match.Groups["name"].Value}={Hidden}"));
    }

    public string Clean(string text)
    {
        foreach (var secret in accounts.Secrets())
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return text;
    }

    private static bool IsMeant(string header) => s_headers.Contains(header)
        || header.StartsWith("if-", StringComparison.Ordinal)
        || header.StartsWith("x-fc-", StringComparison.Ordinal)
        || (header.StartsWith("x-oss-", StringComparison.Ordinal) && !s_proof.Contains(header));

    private static bool IsText(string service, WireRequest request) => service switch
    {
        Services.Oss => request.Has("tagging") || (request.Method == "POST" && !request.Has("append")),
        Services.FunctionCompute => !request.RawPath.EndsWith("/invocations", StringComparison.Ordinal),
        Services.Arms or Services.Sts => true,
        _ => false,
    };

    [GeneratedRegex("password|passwd|secret|security-?token|(?<!enable)auth-?token|oidctoken|api_?key|access_?key|_token|signature$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex("\"(?<name>[^\"]*(password|passwd|secret|security-?token|authtoken|oidctoken|api_?key|access_?key|_token)[^\"]*)\"\\s*:\\s*\"(\\\\.|[^\"\\\\])*\"", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretMember();

    [GeneratedRegex("(?<name>\\b[A-Za-z]*(Password|Secret|SecurityToken|OIDCToken))=[^&]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretPair();
}
