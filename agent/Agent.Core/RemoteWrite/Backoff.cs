using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>How long to wait before a request is sent again.</summary>
internal static class Backoff
{
    // A tenth either way: senders drift apart, yet the gaps of one sender never shrink by more than a fifth.
    private const double Jitter = 0.1;
    private const int MaxDoublings = 30;

    /// <summary>A receiver may ask for more patience than this; it will not get it.</summary>
    public static TimeSpan LongestRetryAfter { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The wait after a failed attempt.</summary>
    /// <param name="options">First and longest wait.</param>
    /// <param name="attempt">Number of the attempt that failed, from 1.</param>
    /// <param name="random">From 0 to 1.</param>
    /// <param name="retryAfter">What the receiver asked for; it may lengthen the wait, never shorten it.</param>
    public static TimeSpan Delay(RetryOptions options, int attempt, double random, TimeSpan? retryAfter)
    {
        var doubled = options.InitialDelay * Math.Pow(2, Math.Min(attempt - 1, MaxDoublings));
        var level = doubled < options.MaxDelay ? doubled : options.MaxDelay;
        var delay = level * (1 - Jitter + (2 * Jitter * random));
        var asked = retryAfter is { } wanted && wanted < LongestRetryAfter ? wanted : retryAfter is null ? TimeSpan.Zero : LongestRetryAfter;
        return asked > delay ? asked : delay;
    }
}
