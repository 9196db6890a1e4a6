namespace Sonde.Operator.Cloud.Http;

/// <summary>Attempt → delay. Pure.</summary>
internal static class Backoff
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    /// <summary>Doubles from 200 ms up to 5 s; half of it is random, so that callers who failed together do not return together.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan After(int attempt, double jitter)
    {
        var whole = Math.Min(s_first.TotalMilliseconds * Math.Pow(2, attempt - 1), s_longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds((whole / 2) + (whole / 2 * jitter));
    }
}
