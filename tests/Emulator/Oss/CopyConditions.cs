using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>Conditions of a copy on its source.</summary>
internal static class CopyConditions
{
    public static void Check(WireRequest request, StoredObject source)
    {
        var tag = $"\"{source.ETag}\"";
        var fails = (request.Header("x-oss-copy-source-if-match") is { } match && match.Trim('"') != source.ETag)
            || (request.Header("x-oss-copy-source-if-unmodified-since") is { } until && DateTimeOffset.TryParse(until, out var end) && Times.Whole(source.LastModified) > end);
        if (fails)
            throw new Refusal(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.", ("EC", "0026-00000021"));
        var unchanged = (request.Header("x-oss-copy-source-if-none-match") is { } none && (none == tag || none.Trim('"') == source.ETag))
            || (request.Header("x-oss-copy-source-if-modified-since") is { } since && DateTimeOffset.TryParse(since, out var start) && Times.Whole(source.LastModified) <= start);
        if (unchanged)
            throw new Refusal(304, "NotModified", "The source was not modified.");
    }
}
