using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Signing;

/// <summary>Checks ACS3-HMAC-SHA256 by the raw request alone (signing.md 1).</summary>
/// <param name="errors">The words for refusals; FC and the RPC gateway differ.</param>
internal sealed partial class Acs3Verifier(AccountStore accounts, TimeProvider clock, NonceMemory nonces, Acs3Errors errors)
{
    private const string Algorithm = "ACS3-HMAC-SHA256";
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(15);

    /// <exception cref="Refusal">The signature does not hold, is too old, was used before, or the key may not sign.</exception>
    public Caller Verify(WireRequest request)
    {
        var match = Form().Match(request.Header("authorization") ?? "");
        if (!match.Success)
            throw errors.Unsigned();
        var key = accounts.Key(match.Groups["key"].Value) ?? throw errors.UnknownKey();
        CheckDate(request);
        if (!Holds(request, key.Secret, match.Groups["names"].Value.Split(';'), match.Groups["names"].Value, match.Groups["signature"].Value))
            throw errors.WrongSignature();
        CheckToken(request, key);
        var nonce = request.Header("x-acs-signature-nonce");
        if (string.IsNullOrEmpty(nonce) || !nonces.TryUse(key.Id, nonce))
            throw errors.NonceUsed();
        return new(key.AccountId, key);
    }

    private static bool Holds(WireRequest request, string secret, string[] names, string signedHeaders, string signature)
    {
        var hash = Hex(SHA256.HashData(request.Body.Span));
        if (request.Header("x-acs-content-sha256") != hash || !MustBeSigned(request).All(names.Contains))
            return false;
        var headers = string.Concat(names.Select(name => $"{name}:{(request.Header(name) ?? "").Trim()}\n"));
        var canonical = string.Join('\n', request.Method, Rfc3986.EncodePath(request.RawPath), CanonicalQuery(request), headers, signedHeaders, hash);
        var toSign = $"{Algorithm}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var expected = Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(toSign)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature));
    }

    private static IEnumerable<string> MustBeSigned(WireRequest request) =>
        request.Headers.Keys.Where(name => name is "host" or "content-type" || name.StartsWith("x-acs-", StringComparison.Ordinal));

    private static string CanonicalQuery(WireRequest request) => string.Join('&', request.Query
        .Select(pair => (Name: Rfc3986.Encode(pair.Key), Value: Rfc3986.Encode(pair.Value ?? "")))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private void CheckDate(WireRequest request)
    {
        var parsed = DateTimeOffset.TryParseExact(
            request.Header("x-acs-date"), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date);
        if (!parsed || (clock.GetUtcNow() - date).Duration() > s_skew)
            throw errors.Expired();
    }

    private void CheckToken(WireRequest request, AccessKey key)
    {
        if (!accounts.Accepts(key, request.Header("x-acs-security-token") ?? ""))
            throw errors.WrongToken();
        if (key.Expires <= clock.GetUtcNow())
            throw errors.TokenExpired();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex("^ACS3-HMAC-SHA256 Credential=(?<key>[^,]+), ?SignedHeaders=(?<names>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
