namespace Sonde.Agent.Core.Series;

/// <summary>Orders strings as their UTF-8 bytes are ordered, which is the order that remote write demands of label names.</summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length - right.Length;

        return Rank(left[common]) - Rank(right[common]);
    }

    // UTF-16 puts surrogates (U+10000 and above) before U+E000..U+FFFF; UTF-8 puts them after.
    private static int Rank(char character) => character switch
    {
        >= '\uE000' => character - 0x800,
        >= '\uD800' => character + 0x2000,
        _ => character,
    };
}
