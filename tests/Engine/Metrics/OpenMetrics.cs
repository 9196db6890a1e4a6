using System.Text;

namespace Sonde.Engine.Metrics;

/// <summary>The same page as OpenMetrics 1.0.0, as Python's client library prints it.</summary>
internal static class OpenMetrics
{
    public const string ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// <summary>Whether the client library would answer this Accept header with OpenMetrics.</summary>
    /// <remarks>It looks for the media type anywhere in the header and does not weigh <c>q</c>: who names it gets it.</remarks>
    public static bool IsAskedFor(string accept) =>
        accept.Split(',').Any(one => one.Split(';') is [var type, .. var parameters] && type.Trim() == "application/openmetrics-text" && !parameters.Any(p => p.Trim() == "version=0.0.1"));

    /// <summary>Turns a text page into OpenMetrics.</summary>
    /// <param name="page">Text 0.0.4.</param>
    /// <param name="underscores">Names of samples lose their colon while the comments keep it, as client_python from 0.23 does unless asked for UTF-8.</param>
    public static string From(string page, bool underscores)
    {
        var lines = page.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var text = new StringBuilder(page.Length);
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at][0] != '#')
            {
                text.Append(underscores ? WithoutColon(lines[at]) : lines[at]).Append('\n');
                continue;
            }

            var (help, type) = (lines[at].Split(' ', 4), lines[++at].Split(' '));
            // Here a creation time is a sample of its family, not a family of its own.
            if (help[2].EndsWith("_created", StringComparison.Ordinal))
                continue;
            var name = type[3] == "counter" && help[2].EndsWith("_total", StringComparison.Ordinal) ? help[2][..^"_total".Length] : help[2];
            text.Append($"# HELP {name} {help[3]}\n# TYPE {name} {type[3]}\n");
        }

        return text.Append("# EOF\n").ToString();
    }

    private static string WithoutColon(string line)
    {
        var end = line.IndexOfAny(['{', ' ']);
        return line[..end].Replace(':', '_') + line[end..];
    }
}
