using System.Net.Http.Headers;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>A range of bytes, both ends included.</summary>
internal sealed record ByteRange(int First, int Last)
{
    /// <summary>Null answers the whole object: no range, several, or one that does not fit unless the client asked for the standard's behaviour.</summary>
    /// <exception cref="Refusal">It does not fit, and the client asked to be told.</exception>
    public static ByteRange? Of(WireRequest request, int length)
    {
        if (request.Header("range") is not { } text || !RangeHeaderValue.TryParse(text, out var header) || header is not { Unit: "bytes", Ranges.Count: 1 })
            return null;
        var range = header.Ranges.Single();
        var first = range.From ?? Math.Max(length - range.To!.Value, 0);
        var last = range.From is null ? length - 1 : Math.Min(range.To ?? long.MaxValue, length - 1);
        if (first <= last)
            return new((int)first, (int)last);
        return request.Header("x-oss-range-behavior") is "standard"
            ? throw new Refusal(416, "InvalidRange", "The requested range cannot be satisfied.", ("RangeRequested", text), ("ActualObjectSize", $"{length}"), ("EC", "0017-00000801"))
            : null;
    }
}
