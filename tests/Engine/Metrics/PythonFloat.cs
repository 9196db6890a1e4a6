using System.Globalization;

namespace Sonde.Engine.Metrics;

/// <summary>Prints numbers as Python's client library does (<c>floatToGoString</c>): <c>12.0</c>, <c>1.5e+06</c>, <c>+Inf</c>.</summary>
internal static class PythonFloat
{
    private const int LongestPlainInteger = 6;

    public static string Format(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";

        var text = Repr(value);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (value <= 0 || dot <= LongestPlainInteger || text.Contains('e', StringComparison.Ordinal))
            return text;

        var mantissa = $"{text[0]}.{text[1..dot]}{text[(dot + 1)..]}".TrimEnd('0', '.');
        return $"{mantissa}e+{dot - 1:00}";
    }

    private static string Repr(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal))
            return text.Replace("E-0", "E-", StringComparison.Ordinal).ToLowerInvariant() is var small && small.Contains("e-", StringComparison.Ordinal) ? Padded(small) : value.ToString("F1", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    // Python writes at least two digits of a negative exponent: 1e-05.
    private static string Padded(string text) => text.Split("e-") is [var mantissa, var exponent] ? $"{mantissa}e-{exponent.PadLeft(2, '0')}" : text;
}
