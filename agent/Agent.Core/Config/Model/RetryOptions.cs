namespace Sonde.Agent.Core.Config;

/// <summary>How a request that may be repeated is repeated.</summary>
public sealed record RetryOptions
{
    /// <summary>Wait before the second attempt.</summary>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait between two attempts.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Age at which a request is given up, and samples (30 minutes at least) are not sent any more; zero: a request is never repeated; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>: never given up for its age.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>True: 429 is repeated too, after its <c>Retry-After</c>.</summary>
    public bool RetryOnTooManyRequests { get; init; } = true;
}
