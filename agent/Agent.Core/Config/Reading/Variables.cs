using System.Text;
using Sonde.Agent.Core.Config.Yaml;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Expands environment variables in the values of a tree (never in keys).</summary>
/// <remarks>
/// As the collector does: <c>${env:NAME}</c>, <c>${NAME}</c>, <c>${env:NAME:-default}</c>, and <c>$$</c> for a dollar sign. Differences, on purpose:
/// a variable that is not set is a fault instead of an empty text, and a variable's value is taken as it is, so that a password may hold any sign.
/// In a plain Prometheus file only <c>${env:…}</c> is ours; there <c>$1</c> and <c>${1}</c> belong to relabeling, and <c>$NAME</c> works in external labels.
/// </remarks>
internal sealed class Variables(ConfigEnvironment environment, ConfigFaults faults, bool plainPrometheus)
{
    private const string Scheme = "env:";
    private const string Default = ":-";

    public void ExpandAll(YamlNode node, string path = "")
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var entry in map.Entries)
                    ExpandAll(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}");
                break;
            case YamlList list:
                for (var i = 0; i < list.Items.Count; i++)
                    ExpandAll(list.Items[i], $"{path}[{i}]");
                break;
            case YamlScalar scalar when scalar.Raw.Contains('$', StringComparison.Ordinal):
                scalar.Value = Expand(scalar, path);
                break;
        }
    }

    private string Expand(YamlScalar scalar, string path)
    {
        var text = scalar.Raw;
        var expanded = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var dollar = text.IndexOf('$', i);
            if (dollar < 0)
                return expanded.Append(text, i, text.Length - i).ToString();
            expanded.Append(text, i, dollar - i);
            i = dollar + ExpandAt(scalar, path, dollar, expanded);
        }

        return expanded.ToString();
    }

    /// <summary>Appends what stands for the dollar sign at a place; returns how many characters were used.</summary>
    private int ExpandAt(YamlScalar scalar, string path, int dollar, StringBuilder expanded)
    {
        var rest = scalar.Raw.AsSpan(dollar);
        if (!plainPrometheus && rest.StartsWith("$$"))
        {
            expanded.Append('$');
            return 2;
        }

        if (rest.StartsWith("${") && rest.IndexOf('}') is > 0 and var end && (!plainPrometheus || IsOurs(rest[2..end], path)))
        {
            expanded.Append(ValueOf(rest[2..end].ToString(), scalar, path));
            return end + 1;
        }

        if (plainPrometheus && InExternalLabels(path) && NameLength(rest[1..]) is > 0 and var length)
        {
            expanded.Append(ValueOf(rest.Slice(1, length).ToString(), scalar, path));
            return length + 1;
        }

        expanded.Append('$');
        return 1;
    }

    private string ValueOf(string inside, YamlScalar scalar, string path)
    {
        var name = inside.StartsWith(Scheme, StringComparison.Ordinal) ? inside[Scheme.Length..] : inside;
        string? fallback = null;
        if (name.IndexOf(Default, StringComparison.Ordinal) is >= 0 and var at)
            (name, fallback) = (name[..at], name[(at + Default.Length)..]);

        if (NameLength(name) != name.Length || name.Length == 0)
        {
            faults.Add(scalar.Place, path, $"${{{inside}}} is no environment variable; write ${{env:NAME}} or ${{env:NAME:-default}}, and $$ for a dollar sign.");
            return "";
        }

        // The collector takes the default only for a variable that is not set; one that is set to nothing is nothing.
        var value = environment.Variable(name) ?? fallback;
        if (value is null)
        {
            faults.Add(scalar.Place, path, $"environment variable {name} is not set; set it, or give a default: ${{env:{name}:-default}}.");
            return "";
        }

        return value;
    }

    private static bool IsOurs(ReadOnlySpan<char> inside, string path) => inside.StartsWith(Scheme) || InExternalLabels(path);

    private static bool InExternalLabels(string path) => path.Contains("external_labels", StringComparison.Ordinal);

    private static int NameLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
            return 0;
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
            length++;
        return length;
    }
}
