namespace Sonde.Operator.Kube;

/// <summary>How an informer keeps its list and watch alive.</summary>
public sealed record WatchOptions
{
    /// <summary>Objects asked for per page of a list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Shortest time after which the server ends a watch by itself; each watch takes a random time between this and <see cref="LongestWatch"/>.</summary>
    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time after which the server ends a watch by itself.</summary>
    public TimeSpan LongestWatch { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A watch without one byte for so long is taken for dead. The server sends a bookmark about every minute.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>A list page or the head of a watch must have arrived by then.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After so long a whole list is read again when a watch ends, so that nothing can stay lost.</summary>
    public TimeSpan RelistAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A watch that lasted so long has proved healthy: the back-off starts anew.</summary>
    public TimeSpan Healthy { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Delays between tries.</summary>
    public BackoffOptions Backoff { get; init; } = new() { First = TimeSpan.FromMilliseconds(800), Longest = TimeSpan.FromSeconds(30) };
}
