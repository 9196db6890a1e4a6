using System.Globalization;

namespace Sonde.Operator.Cloud.Alerts;

/// <summary>The duration of a rule: asked for as minutes, answered as <c>5</c>, <c>"5"</c>, <c>"5m"</c> or <c>"1h"</c>.</summary>
internal static class AlertMinutes
{
    public static int? Of(string? text)
    {
        var (digits, factor) = text?.Trim() switch
        {
            null or "" => ("", 1),
            [.. var minutes, 'm'] => (minutes, 1),
            [.. var hours, 'h'] => (hours, 60),
            var plain => (plain, 1),
        };
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1440 ? number * factor : null;
    }
}
