using System.Globalization;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.Http;

/// <summary>Answer → exception, with nothing in it that must not be told.</summary>
internal static class Refusals
{
    private const int LongestMessage = 400;
    private const long LongestAsked = 24 * 60 * 60 * 1000;

    public static CloudException Of(CloudService service, CloudRequest request, SignedAnswer signed, Refusal refusal, DateTimeOffset now)
    {
        var answer = signed.Answer;
        string?[] hidden = [signed.Key.Secret, signed.Key.SecurityToken, request.Secret, signed.Signature];
        var code = refusal.Code is { Length: > 0 and <= 100 } given ? Clean(given, refusal.RequestId, hidden) : $"Http{answer.Status}";
        var kind = CloudErrors.KindOf(answer.Status, refusal.Code);
        return new(kind, code, MessageOf(code, refusal, hidden, signed.Key), service, request.Operation)
        {
            Status = answer.Status,
            RequestId = refusal.RequestId is { } id ? Clean(id, requestId: null, hidden) : null,
            RetryAfter = RetryAfterIn(answer, now),
            MayHaveHappened = MayHaveHappened(kind, refusal, request.Effect),
        };
    }

    // A function's own status comes without the service's code: then it ran.
    private static bool MayHaveHappened(CloudErrorKind kind, Refusal refusal, CallEffect effect) =>
        effect is not CallEffect.Read && (kind is CloudErrorKind.Unavailable || (effect is CallEffect.Invoke && refusal.Code.Length == 0));

    /// <summary>How long the service asks us to wait: seconds or a date in the common header, milliseconds in its own; the longer of the two.</summary>
    public static TimeSpan? RetryAfterIn(CloudAnswer answer, DateTimeOffset now)
    {
        var own = long.TryParse(answer.Header("x-acs-retry-after"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, LongestAsked)) : TimeSpan.Zero;
        var common = CommonRetryAfter(answer.Header("Retry-After"), now);
        var longer = own > common ? own : common;
        return longer > TimeSpan.Zero ? longer : null;
    }

    private static TimeSpan CommonRetryAfter(string? header, DateTimeOffset now)
    {
        if (int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromMilliseconds(Math.Min(seconds * 1000L, LongestAsked));
        return DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - now : TimeSpan.Zero;
    }

    // Services explain a bad signature by printing what was signed, and with it the token.
    private static string MessageOf(string code, Refusal refusal, string?[] hidden, AccessKey key)
    {
        if (code.Contains("Signature", StringComparison.OrdinalIgnoreCase) && code != "SignatureNonceUsed")
            return $"The signature was refused. Check the secret of AccessKey {key.Id}.";
        return refusal.Message.Length == 0 ? "The service gave no reason." : Clean(refusal.Message, refusal.RequestId, hidden);
    }

    private static string Clean(string text, string? requestId, string?[] hidden)
    {
        foreach (var part in hidden)
        {
            text = Without(text, part, "***");
            // As it stands in an address or a form.
            text = Without(text, part is null ? null : Rfc3986.Encode(part), "***");
        }

        text = Without(text, requestId, "…");
        text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
    }

    private static string Without(string text, string? part, string instead) =>
        part is { Length: >= 6 } ? text.Replace(part, instead, StringComparison.OrdinalIgnoreCase) : text;
}
