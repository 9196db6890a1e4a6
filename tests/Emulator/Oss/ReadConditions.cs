using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since of reads.</summary>
internal static class ReadConditions
{
    /// <exception cref="Refusal">304 or 412.</exception>
    public static void Check(WireRequest request, StoredObject item)
    {
        var modified = Times.Whole(item.LastModified);
        if (request.Header("if-match") is { } match && match.Trim('"') != item.ETag)
            throw Failed("If-Match");
        if (request.Header("if-unmodified-since") is { } until && DateTimeOffset.TryParse(until, out var end) && modified > end)
            throw Failed("If-Unmodified-Since");
        var unchanged = request.Header("if-none-match") is { } none
            ? none.Trim('"') == item.ETag
            : request.Header("if-modified-since") is { } since && DateTimeOffset.TryParse(since, out var start) && modified <= start;
        if (unchanged)
            throw new Refusal(304, "NotModified", "The object was not modified.");
    }

    private static Refusal Failed(string condition) =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.", ("Condition", condition), ("EC", "0026-00000021"));
}
