using System.Globalization;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Numbers as OpenMetrics writes them in labels, in the one spelling that Prometheus 3 gives them: <c>1.0</c>, <c>0.25</c>, <c>1e+06</c>.</summary>
internal static class OpenMetricsFloat
{
    private const int LeastExponent = -4;
    private const int FirstScientific = 6;

    /// <summary>The number in its spelling: the shortest digits that read back as it.</summary>
    public static string Format(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        if (double.IsInfinity(number))
            return number > 0 ? "+Inf" : "-Inf";

        var (digits, exponent) = Shortest(Math.Abs(number));
        var sign = double.IsNegative(number) && number != 0 ? "-" : "";
        return sign + (exponent is < LeastExponent or >= FirstScientific ? Scientific(digits, exponent) : Plain(digits, exponent));
    }

    /// <summary>The digits without zeros at their end, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Shortest(double number)
    {
        if (number == 0)
            return ("0", 0);

        // "R" gives the shortest digits that read back, as "123.45" or "1.5E-05".
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var power = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var before = point < 0 ? mantissa.Length : point;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        return (digits.TrimEnd('0'), before - 1 - (all.Length - digits.Length) + power);
    }

    private static string Scientific(string digits, int exponent) =>
        $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
            return $"0.{new string('0', -exponent - 1)}{digits}";

        var before = exponent + 1;
        return digits.Length <= before
            ? $"{digits}{new string('0', before - digits.Length)}.0"
            : $"{digits.AsSpan(0, before)}.{digits.AsSpan(before)}";
    }
}
