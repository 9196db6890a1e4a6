using System.Globalization;
using System.Text;

namespace Sonde.Agent.Tests.Exposition;

/// <summary>The text format 0.0.4 read character by character, slowly and without any of our code: what the fast reader is held against.</summary>
internal sealed class ReferenceParser
{
    private static readonly string[] s_nothing = ["null", "none", "nil", "undefined", "n/a"];

    private readonly string _line;
    private int _at;

    private ReferenceParser(string line) => _line = line;

    /// <summary>The samples of a page; null where the page is not valid.</summary>
    public static IReadOnlyList<ReferenceSample>? Parse(string page)
    {
        List<ReferenceSample> samples = [];
        ReferenceFamilies families = new();
        foreach (var line in page.Split('\n'))
        {
            var trimmed = line.Trim(' ', '\t');
            if (trimmed.Length == 0)
                continue;
            if (trimmed[0] == '#')
            {
                families.Declare(trimmed.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
                continue;
            }

            try
            {
                if (new ReferenceParser(trimmed).ParseSample() is { } sample)
                    samples.Add(sample with { Labels = families.Normalized(sample.Labels) });
            }
            catch (FormatException)
            {
                return null;
            }
        }

        return samples;
    }

    private ReferenceSample? ParseSample()
    {
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        var name = TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':');
        if (name.Length > 0)
            labels["__name__"] = char.IsAsciiDigit(name[0]) ? throw new FormatException() : name;
        SkipBlanks();
        if (Peek() == '{')
            ParseLabels(labels);
        else if (_at == 0 || _line[_at - 1] is not (' ' or '\t'))
            throw new FormatException();
        if (!labels.TryGetValue("__name__", out var found) || found.Length == 0)
            throw new FormatException();

        SkipBlanks();
        var value = TakeWhile(c => c is not (' ' or '\t'));
        SkipBlanks();
        var timestamp = TakeWhile(c => c is not (' ' or '\t'));
        if (_at != _line.Length)
            throw new FormatException();

        var number = s_nothing.Contains(value, StringComparer.OrdinalIgnoreCase) ? (double?)null : Number(value);
        long? time = timestamp.Length == 0 ? null : long.Parse(timestamp, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return number is null ? null : new(labels, number.Value, time);
    }

    private void ParseLabels(Dictionary<string, string> labels)
    {
        Expect('{');
        SkipBlanks();
        while (Peek() != '}')
        {
            var isQuoted = Peek() == '"';
            var name = isQuoted ? Quoted() : TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_');
            if (name.Length == 0 || (!isQuoted && char.IsAsciiDigit(name[0])))
                throw new FormatException();
            SkipBlanks();
            if (isQuoted && Peek() is ',' or '}')
            {
                Add(labels, "__name__", name);
                if (Peek() == ',')
                    _at++;
            }
            else
            {
                Expect('=');
                SkipBlanks();
                Add(labels, name, Quoted());
                SkipBlanks();
                if (Peek() == ',')   // Prometheus' parser lets it be missing
                    _at++;
            }

            SkipBlanks();
        }

        Expect('}');
    }

    /// <summary>Adds a label; of two, one must be empty, and then it is as if there were none.</summary>
    public static void Add(Dictionary<string, string> labels, string name, string value)
    {
        if (!labels.TryGetValue(name, out var other))
            labels.Add(name, value);
        else if (value.Length == 0 || other.Length == 0)
            labels[name] = "";
        else
            throw new FormatException();
    }

    private string Quoted()
    {
        Expect('"');
        StringBuilder text = new();
        while (Peek() != '"')
        {
            var next = Take();
            if (next != '\\')
            {
                text.Append(next);
                continue;
            }

            var escaped = Take();
            text.Append(escaped switch { 'n' => "\n", '\\' => "\\", '"' => "\"", _ => "\\" + escaped });
        }

        Expect('"');
        return text.ToString();
    }

    /// <summary>A number of either format.</summary>
    public static double Number(string text)
    {
        var unsigned = text.TrimStart('+', '-');
        if (unsigned.Length < text.Length - 1)
            throw new FormatException();
        if (unsigned.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return BitConverter.Int64BitsToDouble(0x7ff8000000000001);
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        if (unsigned.Length == 0 || !unsigned.All(c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-'))
            throw new FormatException();

        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw new FormatException();
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _line.Length && belongs(_line[_at]))
            _at++;
        return _line[start.._at];
    }

    private void SkipBlanks() => TakeWhile(c => c is ' ' or '\t');

    private char Peek() => _at < _line.Length ? _line[_at] : throw new FormatException();

    private char Take() => _at < _line.Length ? _line[_at++] : throw new FormatException();

    private void Expect(char wanted)
    {
        if (Take() != wanted)
            throw new FormatException();
    }
}
