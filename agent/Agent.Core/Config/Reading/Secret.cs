using System.Text;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>A text of the config that may live in a file instead, and where it comes from.</summary>
/// <param name="Value">The text; "" where a file holds it.</param>
/// <param name="File">The file; null where the config holds it.</param>
/// <param name="Source">For messages: never the text itself.</param>
internal sealed record Secret(string Value, string? File, string Source)
{
    /// <summary>Reads one of two keys; null (and told) where none or both are given.</summary>
    public static Secret? Read(Section section, string key, string fileKey)
    {
        var value = section.Text(key);
        var file = section.Text(fileKey);
        if (string.IsNullOrEmpty(value) == string.IsNullOrEmpty(file))
        {
            section.Fault(key, string.IsNullOrEmpty(value) ? $"is required, or {fileKey}." : $"stands beside {fileKey}; keep one of them.");
            return null;
        }

        return string.IsNullOrEmpty(file) ? new(value!, null, Origin(section, key)) : new("", file, $"file {file}");
    }

    /// <summary>The sources of two that belong together.</summary>
    public static string Both(Secret first, Secret second) => first.Source == second.Source ? first.Source : $"{first.Source}, {second.Source}";

    private static string Origin(Section section, string key)
    {
        var raw = section.Shown(key);
        StringBuilder names = new();
        for (var at = raw.IndexOf("${", StringComparison.Ordinal); at >= 0 && raw.IndexOf('}', at) is > 0 and var end; at = raw.IndexOf("${", end, StringComparison.Ordinal))
            names.Append(names.Length == 0 ? "" : ", ").Append(raw[(at + 2)..end].Replace("env:", "", StringComparison.Ordinal).Split(":-")[0]);
        return names.Length > 0 ? $"environment variable {names}" : $"{key} at {section.PlaceOf(key)}";
    }
}
