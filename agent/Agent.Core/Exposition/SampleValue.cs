using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Numbers of the text format: what Go's ParseFloat takes, less hexadecimal and underscores.</summary>
internal static class SampleValue
{
    /// <summary>The only NaN that leaves a page. A page cannot forge a stale marker.</summary>
    public static readonly double NormalNaN = BitConverter.Int64BitsToDouble(0x7ff8000000000001);

    /// <summary>"This series has ended", in Prometheus' encoding.</summary>
    public static readonly double StaleMarker = BitConverter.Int64BitsToDouble(0x7ff0000000000002);

    // Up to here a mantissa and a power of ten are exact as doubles, so one multiplication or division rounds correctly (Clinger).
    private const ulong MaxExactMantissa = 1UL << 53;
    private const int MaxExactPower = 22;

    private static readonly double[] s_powersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    public static bool IsStaleMarker(double value) => BitConverter.DoubleToInt64Bits(value) == 0x7ff0000000000002;

    /// <summary>Reads a whole token as a number.</summary>
    /// <returns>False where the token is no number, or one that no double can hold (<c>1e999</c>).</returns>
    public static bool TryParse(ReadOnlySpan<byte> token, out double value)
    {
        value = 0;
        var rest = token;
        var negative = false;
        if (!rest.IsEmpty && rest[0] is (byte)'-' or (byte)'+')
        {
            negative = rest[0] == '-';
            rest = rest[1..];
        }

        if (rest.IsEmpty)
            return false;

        if (rest[0] is not (>= (byte)'0' and <= (byte)'9' or (byte)'.'))
            return TryParseWord(rest, negative, out value);

        if (!Decimal.TryRead(rest, out var number))
            return false;

        if (number.Mantissa <= MaxExactMantissa && !number.IsTruncated && Math.Abs(number.Exponent) <= MaxExactPower)
        {
            double exact = number.Mantissa;
            exact = number.Exponent < 0 ? exact / s_powersOfTen[-number.Exponent] : exact * s_powersOfTen[number.Exponent];
            value = negative ? -exact : exact;
            return true;
        }

        return double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>True for the words that engines print where they have no number (<c>null</c>).</summary>
    public static bool IsWordForNothing(ReadOnlySpan<byte> token) =>
        Ascii.EqualsIgnoreCase(token, "null"u8) || Ascii.EqualsIgnoreCase(token, "none"u8) || Ascii.EqualsIgnoreCase(token, "nil"u8)
        || Ascii.EqualsIgnoreCase(token, "undefined"u8) || Ascii.EqualsIgnoreCase(token, "n/a"u8);

    /// <summary>Milliseconds since 1970, as the text format has them.</summary>
    public static bool TryParseTimestamp(ReadOnlySpan<byte> token, out long milliseconds) =>
        Utf8Parser.TryParse(token.TrimStart((byte)'+'), out milliseconds, out var consumed) && consumed == token.TrimStart((byte)'+').Length;

    private static bool TryParseWord(ReadOnlySpan<byte> word, bool negative, out double value)
    {
        if (Ascii.EqualsIgnoreCase(word, "nan"u8))
        {
            value = NormalNaN;   // "-nan" too: glibc prints it, and the sign of a NaN means nothing
            return true;
        }

        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return Ascii.EqualsIgnoreCase(word, "inf"u8) || Ascii.EqualsIgnoreCase(word, "infinity"u8);
    }
}
