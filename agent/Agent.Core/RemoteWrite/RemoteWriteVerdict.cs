namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>The table from status to verdict.</summary>
internal static class RemoteWriteVerdict
{
    /// <summary>Decides what becomes of a request.</summary>
    /// <param name="status">Status of the answer; null where none came (refused, reset, timed out).</param>
    /// <param name="retryTooManyRequests">What the destination is configured to do about 429.</param>
    /// <remarks>Source: Remote Write 1.0, "Retries &amp; Backoff": 5xx must be retried, 429 may be, other 4xx must not. A redirect is no delivery.</remarks>
    public static Verdict Of(int? status, bool retryTooManyRequests) => status switch
    {
        null or (>= 500 and < 600) => Verdict.Retry,
        >= 200 and < 300 => Verdict.Delivered,
        429 when retryTooManyRequests => Verdict.Retry,
        413 => Verdict.Split,
        401 or 403 => Verdict.Unauthorized,
        _ => Verdict.Drop,
    };
}
