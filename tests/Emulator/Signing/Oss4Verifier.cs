using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Signing;

/// <summary>Checks OSS4-HMAC-SHA256, in a header or in a presigned URL, by the raw request alone (signing.md 2).</summary>
internal sealed class Oss4Verifier(AccountStore accounts, TimeProvider clock)
{
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_longestLife = TimeSpan.FromDays(7);

    /// <summary>Tells who signed, and which of the possible addresses the client meant.</summary>
    /// <param name="addresses">Host style and path style readings of the target; the one whose signature holds is right.</param>
    /// <exception cref="Refusal">The signature holds for none, or it may not be used.</exception>
    public (Caller Caller, OssAddress Address) Verify(WireRequest request, IReadOnlyList<OssAddress> addresses)
    {
        var signature = Oss4Signature.Of(request) ?? throw new Refusal(403, "AccessDenied", "AccessDenied: the request is not signed with OSS4-HMAC-SHA256", ("EC", "0003-00000001"));
        var key = accounts.Key(signature.KeyId)
            ?? throw new Refusal(403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.", ("OSSAccessKeyId", signature.KeyId), ("EC", "0002-00000902"));
        CheckTime(signature);
        CheckScope(signature);
        var address = Array.Find([.. addresses], candidate => Holds(request, signature, key.Secret, candidate)) ?? throw WrongSignature(request, signature, addresses[0]);
        CheckToken(signature, key);
        return (new(key.AccountId, key), address);
    }

    /// <summary>The two readings of a parameter with an empty value are both in use (signing.md 2.3).</summary>
    private static bool Holds(WireRequest request, Oss4Signature signature, string secret, OssAddress address) =>
        Oss4Canonical.Requests(request, signature, address).Any(canonical =>
            CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(canonical, signature, secret)), Encoding.ASCII.GetBytes(signature.Value)));

    private static string Sign(string canonical, Oss4Signature signature, string secret)
    {
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("aliyun_v4" + secret), signature.ScopeDate), signature.ScopeRegion), "oss"), "aliyun_v4_request");
        return Convert.ToHexStringLower(Mac(key, ToSign(canonical, signature)));
    }

    private static string ToSign(string canonical, Oss4Signature signature) =>
        string.Join('\n', "OSS4-HMAC-SHA256", signature.Date, signature.Scope, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static Refusal WrongSignature(WireRequest request, Oss4Signature signature, OssAddress address)
    {
        var canonical = Oss4Canonical.Requests(request, signature, address).First();
        return new(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            ("OSSAccessKeyId", signature.KeyId), ("SignatureProvided", signature.Value), ("StringToSign", ToSign(canonical, signature)), ("CanonicalRequest", canonical), ("EC", "0002-00000040"));
    }

    private void CheckTime(Oss4Signature signature)
    {
        if (!DateTimeOffset.TryParseExact(signature.Date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            throw new Refusal(403, "AccessDenied", "The x-oss-date of the request is missing or malformed.", ("EC", "0002-00000504"));
        var now = clock.GetUtcNow();
        if (signature.Life is not { } life)
        {
            if ((now - date).Duration() > s_skew)
                throw new Refusal(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.",
                    ("MaxAllowedSkewMilliseconds", "900000"), ("RequestTime", Times.Milliseconds(date)), ("ServerTime", Times.Milliseconds(now)), ("EC", "0002-00000504"));
            return;
        }

        if (life <= TimeSpan.Zero || life > s_longestLife)
            throw new Refusal(400, "AuthorizationQueryParametersError", "x-oss-expires must be between 1 and 604800 seconds.");
        if (now > date + life || date - now > s_skew)
            throw new Refusal(403, "AccessDenied", "Request has expired.", ("Expires", Times.Milliseconds(date + life)), ("ServerTime", Times.Milliseconds(now)), ("EC", "0002-00000069"));
    }

    private void CheckScope(Oss4Signature signature)
    {
        if (signature.ScopeRegion != accounts.Region || !signature.Date.StartsWith(signature.ScopeDate, StringComparison.Ordinal))
            throw new Refusal(400, "InvalidArgument", "Invalid signing region or date in the Authorization header.", ("SignatureRegion", signature.ScopeRegion), ("EC", "0002-00000226"));
    }

    private void CheckToken(Oss4Signature signature, AccessKey key)
    {
        if (!accounts.Accepts(key, signature.SecurityToken))
            throw new Refusal(403, "InvalidSecurityToken", "The security token you provided is invalid.", ("EC", "0002-00000912"));
        if (key.Expires <= clock.GetUtcNow())
            throw new Refusal(403, "SecurityTokenExpired", "The security token you provided has expired.", ("EC", "0002-00000914"));
    }
}
