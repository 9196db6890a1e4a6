namespace Sonde.Agent.Core.Exposition;

/// <summary>A decimal number without its sign, taken apart: <c>Mantissa × 10^Exponent</c>.</summary>
/// <remarks><c>IsTruncated</c> when the number has more digits than fit; then it must be read by other means.</remarks>
internal readonly record struct Decimal(ulong Mantissa, int Exponent, bool IsTruncated)
{
    private const ulong MaxBeforeDigit = (ulong.MaxValue - 9) / 10;
    private const int MaxExponent = 100_000;

    /// <summary>Reads digits, an optional fraction and an optional exponent. At least one digit is demanded, on either side of the point.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out Decimal number)
    {
        number = default;
        ulong mantissa = 0;
        int i = 0, digits = 0, fraction = 0;
        var truncated = false;
        var inFraction = false;
        for (; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits++;
                if (mantissa > MaxBeforeDigit)
                    truncated = true;
                else
                {
                    mantissa = (mantissa * 10) + digit;
                    fraction += inFraction ? 1 : 0;
                }
            }
            else if (text[i] == '.' && !inFraction)
                inFraction = true;
            else
                break;
        }

        if (digits == 0 || !TryReadExponent(text[i..], out var exponent))
            return false;

        number = new(mantissa, exponent - fraction, truncated);
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
            return true;
        if (text[0] is not ((byte)'e' or (byte)'E'))
            return false;

        text = text[1..];
        var negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        if (text.IsEmpty)
            return false;

        foreach (var character in text)
        {
            var digit = character - '0';
            if ((uint)digit > 9)
                return false;
            exponent = Math.Min((exponent * 10) + digit, MaxExponent);
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }
}
