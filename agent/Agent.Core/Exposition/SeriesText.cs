using System.Buffers;
using System.Text;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Takes the key of a sample apart: name and labels, escapes decoded. Done once for a series, so clarity goes before speed.</summary>
internal static class SeriesText
{
    private static readonly SearchValues<byte> s_nameEnd = SearchValues.Create("{ \t\n"u8);
    private static readonly SearchValues<byte> s_structure = SearchValues.Create("\"}\n"u8);
    private static readonly SearchValues<byte> s_quoteEnd = SearchValues.Create("\"\\\n"u8);

    /// <summary>Number of bytes before the value: name, braces with labels, and the blanks around them.</summary>
    public static int KeyLength(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOfAny(s_nameEnd);
        if (at < 0)
            return line.Length;

        at = SkipBlanks(line, at);
        return at == line.Length || line[at] != '{' ? at : SkipBlanks(line, LabelsEnd(line, at));
    }

    /// <summary>The same in OpenMetrics, where no blanks belong to it.</summary>
    public static int StrictKeyLength(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOfAny(s_nameEnd);
        return at < 0 ? line.Length : line[at] == '{' ? LabelsEnd(line, at) : at;
    }

    /// <summary>Where the labels end that begin here, braces included.</summary>
    private static int LabelsEnd(ReadOnlySpan<byte> line, int at)
    {
        for (at++; ; at++)
        {
            var next = line[at..].IndexOfAny(s_structure);
            if (next < 0 || line[at + next] == '\n')
                throw new ExpositionException($"the labels of '{Excerpt.Of(FirstLine(line))}' are not closed");

            at += next;
            if (line[at] == '}')
                return at + 1;
            at += 1 + QuotedLength(line[(at + 1)..]);
        }
    }

    /// <summary>Adds name and labels to a set. Empty values are left out: to Prometheus they are absent.</summary>
    /// <exception cref="ExpositionException">A name is not allowed, twice there, or missing; the punctuation is wrong.</exception>
    public static void Read(ReadOnlySpan<byte> key, LabelSet labels) => Read(key, labels, LabelStyle.Text);

    private static void Read(ReadOnlySpan<byte> key, LabelSet labels, LabelStyle style)
    {
        var rest = key.Trim(" \t"u8);
        var nameEnd = rest.IndexOfAny(s_nameEnd);
        var name = nameEnd < 0 ? rest : rest[..nameEnd];
        rest = rest[name.Length..].TrimStart(" \t"u8);
        if (!name.IsEmpty)
            AddName(key, labels, LegacyName.IsMetric(name) ? Encoding.UTF8.GetString(name) : throw Bad(key, "the metric name"));

        if (!rest.IsEmpty)
            ReadLabels(key, rest[1..], labels, style);
        if (labels.Name.Length == 0)
            throw Bad(key, "the metric name");
    }

    /// <summary>The same in OpenMetrics, where blanks stand nowhere but in quotes.</summary>
    public static void ReadStrict(ReadOnlySpan<byte> key, LabelSet labels)
    {
        CheckBlanks(key);
        Read(key, labels, LabelStyle.OpenMetrics);
    }

    private static void CheckBlanks(ReadOnlySpan<byte> key)
    {
        var isQuoted = false;
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] == '"')
                isQuoted = !isQuoted;
            else if (key[i] == '\\' && isQuoted)
                i++;
            else if (key[i] is (byte)' ' or (byte)'\t' && !isQuoted)
                throw Bad(key, "a blank between the labels");
        }
    }

    /// <summary>Adds the labels of an exemplar, braces included, to a set.</summary>
    public static void ReadExemplarLabels(ReadOnlySpan<byte> text, LabelSet labels)
    {
        CheckBlanks(text);
        ReadLabels(text, text[1..], labels, LabelStyle.Exemplar);
    }

    private static void ReadLabels(ReadOnlySpan<byte> key, ReadOnlySpan<byte> rest, LabelSet labels, LabelStyle style)
    {
        while (true)
        {
            rest = rest.TrimStart(" \t"u8);
            if (rest.IsEmpty)
                throw Bad(key, "the end of the labels");
            if (rest[0] == '}')
                break;

            ReadLabel(key, ref rest, labels, style);

            rest = rest.TrimStart(" \t"u8);
            if (!rest.IsEmpty && rest[0] == ',')
                rest = rest[1..];
            else if (rest.IsEmpty || (rest[0] != '}' && style is not LabelStyle.Text))
                throw Bad(key, "the punctuation of the labels");
        }

        if (rest.Length != 1)
            throw Bad(key, "what follows the labels");
    }

    private static void ReadLabel(ReadOnlySpan<byte> key, ref ReadOnlySpan<byte> rest, LabelSet labels, LabelStyle style)
    {
        var isQuoted = rest[0] == '"';
        var name = isQuoted ? TakeQuoted(key, ref rest) : TakeLabelName(key, ref rest);
        rest = rest.TrimStart(" \t"u8);
        if (!rest.IsEmpty && rest[0] == '=')
        {
            rest = rest[1..].TrimStart(" \t"u8);
            if (rest.IsEmpty || rest[0] != '"')
                throw Bad(key, $"the value of label '{name}'");

            if (name.Length == 0 || (!labels.TryAdd(name, TakeQuoted(key, ref rest)) && style is not LabelStyle.Exemplar))
                throw Bad(key, $"label '{name}', empty or there twice,");
        }
        else if (isQuoted && style is not LabelStyle.Exemplar && !rest.IsEmpty && rest[0] is (byte)',' or (byte)'}')
            AddName(key, labels, name);
        else
            throw Bad(key, $"the value of label '{name}'");
    }

    private static void AddName(ReadOnlySpan<byte> key, LabelSet labels, string name)
    {
        if (name.Length == 0 || !labels.TryAdd(LabelSet.MetricName, name))
            throw Bad(key, "the metric name, empty or there twice,");
    }

    private static string TakeLabelName(ReadOnlySpan<byte> key, ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny(" \t=,}"u8);
        var name = end < 0 ? rest : rest[..end];
        if (!LegacyName.IsLabel(name))
            throw Bad(key, $"label name '{Excerpt.Of(name)}'");

        rest = rest[name.Length..];
        return Encoding.UTF8.GetString(name);
    }

    private static string TakeQuoted(ReadOnlySpan<byte> key, ref ReadOnlySpan<byte> rest)
    {
        var length = QuotedLength(rest[1..]);
        if (length >= rest.Length - 1)
            throw Bad(key, "a quote");

        var text = TextEscapes.Decode(rest.Slice(1, length));
        rest = rest[(length + 2)..];
        return text;
    }

    /// <summary>Number of bytes up to the closing quote.</summary>
    public static int QuotedLength(ReadOnlySpan<byte> text)
    {
        for (var at = 0; ;)
        {
            var next = text[at..].IndexOfAny(s_quoteEnd);
            if (next < 0 || text[at + next] == '\n')
                throw new ExpositionException($"the quoted text '{Excerpt.Of(FirstLine(text))}' is not closed");

            at += next;
            if (text[at] == '"')
                return at;
            // A backslash before a line feed is no escape: the next round finds the line feed.
            at += at + 1 < text.Length && text[at + 1] != '\n' ? 2 : 1;
        }
    }

    private static int SkipBlanks(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
            at++;
        return at;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        return end < 0 ? text : text[..end];
    }

    private static ExpositionException Bad(ReadOnlySpan<byte> key, string what) => new($"{what} is wrong in '{Excerpt.Of(key)}'");
}
