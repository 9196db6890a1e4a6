namespace Sonde.Operator.Cloud.Credentials;

/// <summary>A temporary key with the times of its renewal.</summary>
/// <param name="Key">The key.</param>
/// <param name="MayRenew">From then on it is renewed beside the calls.</param>
/// <param name="MustRenew">From then on it is no longer used.</param>
internal sealed record Session(AccessKey Key, DateTimeOffset MayRenew, DateTimeOffset MustRenew)
{
    /// <summary>Between two tries to renew a key that still works.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_ahead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_last = TimeSpan.FromMinutes(1);

    public static Session Beginning(AccessKey key, DateTimeOffset now)
    {
        // A key that has ended before it began tells that our clock is ahead: then its length counts, not its date.
        var end = key.Expiry is { } expiry && expiry > now ? expiry : now + SessionCredentials.Lifetime;
        var life = end - now;
        return new(key, end - Shorter(s_ahead, life / 4), end - Shorter(s_last, life / 8));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
