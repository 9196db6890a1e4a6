using System.Text;
using System.Text.Unicode;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Reads <c># HELP</c> and <c># TYPE</c> lines.</summary>
internal static class MetadataText
{
    private static ReadOnlySpan<byte> Blanks => " \t"u8;

    /// <summary>False for free comments, which any other line with a hash is.</summary>
    public static bool IsMetadata(ReadOnlySpan<byte> line)
    {
        var (keyword, rest) = Split(line);
        return !rest.IsEmpty && (keyword.SequenceEqual("HELP"u8) || keyword.SequenceEqual("TYPE"u8));
    }

    /// <summary>Takes a line into the table of families.</summary>
    public static void Read(ReadOnlySpan<byte> line, FamilyTable families)
    {
        var (keyword, rest) = Split(line.TrimEnd((byte)'\n'));
        var name = TakeName(ref rest);
        if (name.Length == 0)
            return;

        if (keyword.SequenceEqual("TYPE"u8))
            families.SetType(name, TypeOf(rest.Trim(Blanks)));
        else if (Utf8.IsValid(rest))
            families.SetHelp(name, TextEscapes.DecodeHelp(rest.TrimStart(Blanks)));
        else
            throw new ExpositionException($"the HELP text of '{name}' is not valid UTF-8");
    }

    private static RefPair Split(ReadOnlySpan<byte> line)
    {
        // "#TYPE" without a blank is a comment like any other.
        if (line.Length < 2 || line[1] is not ((byte)' ' or (byte)'\t'))
            return default;

        var rest = line[1..].TrimStart(Blanks);
        var end = rest.IndexOfAny(Blanks);
        return end < 0 ? default : new(rest[..end], rest[end..].TrimStart(Blanks));
    }

    private static string TakeName(ref ReadOnlySpan<byte> rest)
    {
        if (!rest.IsEmpty && rest[0] == '"')
        {
            var close = rest[1..].IndexOf((byte)'"');
            var quoted = close < 0 ? default : rest.Slice(1, close);
            rest = close < 0 ? default : rest[(close + 2)..];
            return TextEscapes.Decode(quoted);
        }

        var end = rest.IndexOfAny(Blanks);
        var name = end < 0 ? rest : rest[..end];
        rest = rest[name.Length..];
        return Encoding.UTF8.GetString(name);
    }

    /// <summary>The type of this name; unknown where there is none.</summary>
    public static MetricType TypeOf(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text) switch
    {
        "counter" => MetricType.Counter,
        "gauge" => MetricType.Gauge,
        "histogram" => MetricType.Histogram,
        "gaugehistogram" => MetricType.GaugeHistogram,
        "summary" => MetricType.Summary,
        "info" => MetricType.Info,
        "stateset" => MetricType.StateSet,
        _ => MetricType.Unknown,   // a type that we do not know spoils the metadata, not the numbers
    };

    private readonly ref struct RefPair(ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> rest)
    {
        private readonly ReadOnlySpan<byte> _keyword = keyword;
        private readonly ReadOnlySpan<byte> _rest = rest;

        public void Deconstruct(out ReadOnlySpan<byte> keyword, out ReadOnlySpan<byte> rest)
        {
            keyword = _keyword;
            rest = _rest;
        }
    }
}
