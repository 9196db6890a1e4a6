using System.Globalization;

namespace Sonde.Agent.Tests.Exposition;

/// <summary>The families of a page, for the reference parsers: types by name, suffixes by type, and the spelling of <c>le</c> and <c>quantile</c>.</summary>
internal sealed class ReferenceFamilies
{
    private static readonly Dictionary<string, string[]> s_suffixes = new(StringComparer.Ordinal)
    {
        ["counter"] = ["_total", "_created"],
        ["histogram"] = ["_bucket", "_count", "_sum", "_created"],
        ["summary"] = ["_count", "_sum", "_created"],
        ["gaugehistogram"] = ["_bucket", "_gcount", "_gsum", "_count", "_sum"],
        ["info"] = ["_info"],
    };

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    /// <summary>Takes a line of metadata, as words; any other line with a hash is passed over.</summary>
    public void Declare(string[] words)
    {
        if (words is ["#", "TYPE", var typed, .. var rest])
            _types[typed] = rest is [var type] ? type : "unknown";
        else if (words is ["#", "HELP" or "UNIT", var name, ..])
            _types.TryAdd(name, "unknown");
    }

    /// <summary>Family and type of a series; null where it belongs to none.</summary>
    public (string Name, string Type)? Find(string series)
    {
        if (_types.TryGetValue(series, out var type))
            return (series, type);

        foreach (var (name, of) in _types)
        {
            if (s_suffixes.TryGetValue(of, out var suffixes) && suffixes.Any(suffix => series == name + suffix))
                return (name, of);
        }

        return null;
    }

    public Dictionary<string, string> Normalized(IReadOnlyDictionary<string, string> labels)
    {
        var normalized = labels.ToDictionary();
        var label = Find(labels["__name__"])?.Type switch { "histogram" => "le", "summary" => "quantile", _ => "" };
        if (normalized.TryGetValue(label, out var text) && TryNumber(text, out var number))
            normalized[label] = Spell(number);
        return normalized;
    }

    private static bool TryNumber(string text, out double number)
    {
        try
        {
            number = ReferenceParser.Number(text);
            return true;
        }
        catch (FormatException)
        {
            number = 0;
            return false;
        }
    }

    /// <summary>Go's shortest %g, with ".0" where it would look like a whole number.</summary>
    private static string Spell(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        if (double.IsInfinity(number))
            return number > 0 ? "+Inf" : "-Inf";
        if (number == 0)
            return "0.0";

        // The least precision that reads back: d.ddde+XXX.
        var text = Enumerable.Range(0, 17).Select(p => number.ToString($"e{p}", CultureInfo.InvariantCulture)).First(t => double.Parse(t, CultureInfo.InvariantCulture) == number);
        var exponent = int.Parse(text[(text.IndexOf('e', StringComparison.Ordinal) + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = text[..text.IndexOf('e', StringComparison.Ordinal)];
        if (exponent is < -4 or >= 6)
            return FormattableString.Invariant($"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):D2}");

        var digits = mantissa.Contains('.', StringComparison.Ordinal) ? mantissa.Split('.')[1].Length : 0;
        var plain = number.ToString($"F{Math.Max(0, digits - exponent)}", CultureInfo.InvariantCulture);
        return plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0";
    }
}
