using System.Buffers;
using System.Globalization;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Sizes as Prometheus writes them: <c>10MB</c> is 10 × 1024 × 1024.</summary>
internal static class Sizes
{
    public const string Form = "a size such as 512KB, 10MB or 1.5GB (powers of 1024); 0 for none";
    private const string Prefixes = "KMGTPE";
    private static readonly SearchValues<char> s_number = SearchValues.Create("0123456789.");

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        if (text == "0")
            return true;

        var digits = text.AsSpan().IndexOfAnyExcept(s_number);
        if (digits <= 0 || !double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;

        var unit = text.AsSpan(digits);
        if (!unit.SequenceEqual("B"))
        {
            var power = Prefixes.IndexOf(unit[0], StringComparison.Ordinal) + 1;
            if (power == 0 || !(unit[1..].SequenceEqual("B") || unit[1..].SequenceEqual("iB")))
                return false;
            number *= Math.Pow(1024, power);
        }

        if (number >= long.MaxValue)
            return false;
        bytes = (long)number;
        return true;
    }
}
