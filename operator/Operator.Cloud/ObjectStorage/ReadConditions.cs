using System.Globalization;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Read options ↔ headers.</summary>
internal static class ReadConditions
{
    public static List<KeyValuePair<string, string>> HeadersOf(ReadOptions options)
    {
        List<KeyValuePair<string, string>> headers = [];
        Add("range", RangeOf(options));
        Add("if-match", Quoted(options.IfMatch));
        Add("if-none-match", Quoted(options.IfNoneMatch));
        Add("if-modified-since", options.IfModifiedSince?.ToString("R", CultureInfo.InvariantCulture));
        Add("if-unmodified-since", options.IfUnmodifiedSince?.ToString("R", CultureInfo.InvariantCulture));
        return headers;

        void Add(string name, string? value)
        {
            if (value is not null)
                headers.Add(new(name, value));
        }
    }

    /// <summary>Where the content begins in the object, and the object's length: of <c>bytes 5-9/20</c>; the whole when nothing is stated.</summary>
    public static (long Offset, long Total) PlaceOf(CloudAnswer answer)
    {
        var parts = (answer.Header("Content-Range") ?? "").Split([' ', '-', '/']);
        return answer.Status == 206 && parts is [_, var first, _, var total] && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && long.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? (offset, length)
            : (0, answer.Length);
    }

    private static string? RangeOf(ReadOptions options)
    {
        if (options is { Offset: null, Length: null })
            return null;
        if (options.Offset < 0 || options.Length <= 0)
            throw new CloudException(CloudErrorKind.Invalid, "InvalidRange", $"A part begins at 0 or later and holds 1 byte or more; offset {options.Offset}, length {options.Length} is asked for.", CloudService.Oss, "GetObject");

        var first = options.Offset ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"bytes={first}-{first + options.Length - 1}");
    }

    private static string? Quoted(string? etag) => etag is null ? null : $"\"{etag.Trim('"')}\"";
}
