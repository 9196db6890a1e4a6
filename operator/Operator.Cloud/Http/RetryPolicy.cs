namespace Sonde.Operator.Cloud.Http;

/// <summary>Whether a failed attempt is repeated, and when. Pure.</summary>
internal static class RetryPolicy
{
    /// <summary>Attempts at most.</summary>
    public const int Attempts = 4;

    /// <summary>A service that asks for more is obeyed by the caller, not by holding one of its workers.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before the next attempt; null: give up.</summary>
    /// <param name="failure">What came of the attempt.</param>
    /// <param name="effect">What the call does.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan? DelayAfter(CloudException failure, CallEffect effect, int attempt, double jitter)
    {
        if (attempt >= Attempts || !MayRepeat(failure, effect) || failure.RetryAfter > LongestWait)
            return null;

        var backoff = Backoff.After(attempt, jitter);
        return failure.RetryAfter is { } asked && asked > backoff ? asked : backoff;
    }

    private static bool MayRepeat(CloudException failure, CallEffect effect) => failure switch
    {
        { IsFinal: true } or { Code: CloudErrors.NoCapacity } => false,
        { Kind: CloudErrorKind.Throttled } => effect is not CallEffect.Invoke,
        { Kind: CloudErrorKind.Unavailable } => effect is CallEffect.Read or CallEffect.Idempotent || !failure.MayHaveHappened,
        _ => false,
    };
}
