using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Sonde.Agent.Logging;

/// <summary>A log line: <c>time=… level=… msg="…"</c>, marked as ours because the engine's lines stand between.</summary>
internal static class LogLine
{
    public static string Format(DateTimeOffset time, LogLevel level, string message)
    {
        var line = new StringBuilder("sonde-agent time=")
            .Append(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))
            .Append(" level=").Append(NameOf(level)).Append(" msg=\"");
        foreach (var c in message)
        {
            _ = c switch
            {
                '"' or '\\' => line.Append('\\').Append(c),
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                _ when char.IsControl(c) => line.Append(' '),
                _ => line.Append(c),
            };
        }

        return line.Append('"').ToString();
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };
}
