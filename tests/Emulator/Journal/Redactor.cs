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

    public JsonObject Query(WireRequest request)
    {
        var query = new JsonObject();
        foreach (var (name, value) in request.Query)
            query[name] = SecretName().IsMatch(name) ? Hidden : Clean(value ?? "");
        return query;
    }

    /// <summary>Bodies of objects and of remote writes are told by their length only.</summary>
    public string Body(string service, WireRequest request)
    {
        if (request.Body.IsEmpty)
            return "";
        if (!IsText(service, request) || request.Body.Length > LongestBody)
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

    private static bool IsText(string service, WireRequest request) => service switch
    {
        Services.Oss => request.Has("tagging") || (request.Method == "POST" && !request.Has("append")),
        Services.FunctionCompute => !request.RawPath.EndsWith("/invocations", StringComparison.Ordinal),
        Services.Arms or Services.Sts => true,
        _ => false,
    };

    [GeneratedRegex("password|passwd|secret|security-?token|auth-?token|oidctoken|api_?key|access_?key|_token|signature$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex("\"(?<name>[^\"]*(password|passwd|secret|security-?token|authtoken|oidctoken|api_?key|access_?key|_token)[^\"]*)\"\\s*:\\s*\"(\\\\.|[^\"\\\\])*\"", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretMember();

    [GeneratedRegex("(?<name>\\b[A-Za-z]*(Password|Secret|SecurityToken|OIDCToken))=[^&]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretPair();
}
