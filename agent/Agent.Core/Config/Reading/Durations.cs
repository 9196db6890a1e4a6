using System.Buffers;
using System.Globalization;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Durations as Prometheus and as Go write them.</summary>
internal static class Durations
{
    public const string PrometheusForm = "a duration such as 15s, 1m30s or 500ms (units, longest first: y w d h m s ms)";
    public const string GoForm = "a duration such as 5s, 1m30s, 1.5s or 200ms (units: h m s ms us ns)";

    private static readonly SearchValues<char> s_number = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Milliseconds)[] s_prometheus =
        [("y", 365 * 86_400_000d), ("w", 7 * 86_400_000d), ("d", 86_400_000d), ("h", 3_600_000d), ("m", 60_000d), ("s", 1_000d), ("ms", 1d)];

    private static readonly (string Unit, double Milliseconds)[] s_go =
        [("h", 3_600_000d), ("m", 60_000d), ("s", 1_000d), ("ms", 1d), ("us", 1e-3), ("µs", 1e-3), ("ns", 1e-6)];

    /// <summary>Whole numbers, each unit once, in falling order.</summary>
    public static bool TryPrometheus(string text, out TimeSpan duration) => TryParse(text, s_prometheus, falling: true, fractions: false, out duration);

    /// <summary>Numbers with a fraction, units in any order; no sign, since nothing here may be negative.</summary>
    public static bool TryGo(string text, out TimeSpan duration) => TryParse(text, s_go, falling: false, fractions: true, out duration);

    /// <summary>The duration in a form that both read.</summary>
    public static string Write(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        return milliseconds % 1000 == 0 ? $"{milliseconds / 1000}s" : milliseconds < 1000 ? $"{milliseconds}ms" : $"{milliseconds / 1000}s{milliseconds % 1000}ms";
    }

    private static bool TryParse(string text, (string Unit, double Milliseconds)[] units, bool falling, bool fractions, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
            return true;

        var rest = text.AsSpan();
        var total = 0d;
        var first = 0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(s_number);
            if (digits <= 0 || !double.TryParse(rest[..digits], fractions ? NumberStyles.AllowDecimalPoint : NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var unit = UnitAt(rest, units, first);
            if (unit < 0)
                return false;
            total += number * units[unit].Milliseconds;
            rest = rest[units[unit].Unit.Length..];
            first = falling ? unit + 1 : 0;
        }

        // A hundred years bounds every sum below from overflow.
        if (text.Length == 0 || total > 100 * s_prometheus[0].Milliseconds)
            return false;
        duration = TimeSpan.FromTicks((long)Math.Round(total * TimeSpan.TicksPerMillisecond));
        return true;
    }

    /// <summary>The longest unit that the text begins with, from a place in the table on; -1: none.</summary>
    private static int UnitAt(ReadOnlySpan<char> text, (string Unit, double Milliseconds)[] units, int from)
    {
        var found = -1;
        for (var i = from; i < units.Length; i++)
        {
            if (text.StartsWith(units[i].Unit) && (found < 0 || units[i].Unit.Length > units[found].Unit.Length))
                found = i;
        }

        // "5ms" after "1s" must not be read as minutes that are out of order.
        return found >= 0 && units[found].Unit is "m" && text.StartsWith("ms") ? -1 : found;
    }
}
