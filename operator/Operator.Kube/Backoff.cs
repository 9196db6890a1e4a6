namespace Sonde.Operator.Kube;

/// <summary>Attempt → delay. Pure: the dice are an argument.</summary>
internal static class Backoff
{
    private const int LargestExponent = 30;

    /// <summary>Delay before the try that follows <paramref name="failures"/> failures in a row.</summary>
    /// <param name="failures">1 or more.</param>
    /// <param name="options">First and longest delay.</param>
    /// <param name="dice">Between 0 and 1.</param>
    public static TimeSpan After(int failures, BackoffOptions options, double dice)
    {
        var doubled = options.First.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, LargestExponent));
        return Spread(TimeSpan.FromMilliseconds(Math.Min(doubled, options.Longest.TotalMilliseconds)), options.Jitter, dice);
    }

    /// <summary>Moves a delay by up to <paramref name="share"/> of itself, either way.</summary>
    public static TimeSpan Spread(TimeSpan delay, double share, double dice) => delay * (1 + share * (2 * dice - 1));
}
