using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Spool;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>How long samples are worth sending. A receiver refuses what is too old, and what is new must not wait behind it.</summary>
internal static class AgeLimit
{
    // However soon a request is to be given up: what merely waited behind another is not old yet.
    private static readonly TimeSpan s_least = TimeSpan.FromMinutes(30);

    /// <summary>How long one request may be tried; zero: once; infinite: for ever. A spool that keeps samples longer has its way.</summary>
    public static TimeSpan OfRequest(RetryOptions retry, DestinationSpool? spool) =>
        retry.MaxAge > TimeSpan.Zero && spool?.Options.MaxAge > retry.MaxAge ? spool.Options.MaxAge : retry.MaxAge;

    /// <summary>How old samples may be that are sent for the first time; infinite for any age.</summary>
    public static TimeSpan OfSamples(RetryOptions retry, DestinationSpool? spool) =>
        OfRequest(retry, spool) is var age && age != Timeout.InfiniteTimeSpan && age < s_least ? s_least : age;

    /// <summary>Removes the samples that are older.</summary>
    /// <returns>How many were.</returns>
    public static int RemoveOlder(List<Sample> samples, TimeSpan limit, TimeProvider clock)
    {
        if (limit == Timeout.InfiniteTimeSpan)
            return 0;

        var oldest = (clock.GetUtcNow() - limit).ToUnixTimeMilliseconds();
        return samples.RemoveAll(sample => sample.Timestamp < oldest);
    }
}
