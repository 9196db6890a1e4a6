using System.Text;
using System.Text.Unicode;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Reads <c># HELP</c>, <c># TYPE</c> and <c># UNIT</c> lines of OpenMetrics.</summary>
internal static class OpenMetricsMetadata
{
    private const int KeywordLength = 7;

    /// <summary>False for any other line that begins with a hash.</summary>
    public static bool IsMetadata(ReadOnlySpan<byte> line) => line.StartsWith("# HELP "u8) || line.StartsWith("# TYPE "u8) || line.StartsWith("# UNIT "u8);

    /// <summary>Takes a line into the table of families.</summary>
    /// <exception cref="ExpositionException">The line is not as OpenMetrics wants it.</exception>
    public static void Read(ReadOnlySpan<byte> line, FamilyTable families)
    {
        var rest = line[KeywordLength..];
        var name = TakeName(ref rest);
        if (name.Length == 0 || rest.IsEmpty || rest[0] != ' ' || rest[^1] != '\n')
            throw Bad(line);

        var text = rest[1..^1];
        switch (line[2])
        {
            case (byte)'T':
                families.SetType(name, TypeOf(text) ?? throw Bad(line));
                break;
            case (byte)'U':
                if (!text.IsEmpty && !name.EndsWith($"_{Encoding.UTF8.GetString(text)}", StringComparison.Ordinal))
                    throw new ExpositionException($"the unit '{Excerpt.Of(text)}' is not the end of the name '{name}'");
                families.SetUnit(name, Encoding.UTF8.GetString(text));
                break;
            default:
                families.SetHelp(name, Utf8.IsValid(text) ? TextEscapes.Decode(text) : throw Bad(line));
                break;
        }
    }

    private static string TakeName(ref ReadOnlySpan<byte> rest)
    {
        if (!rest.IsEmpty && rest[0] == '"')
        {
            var length = SeriesText.QuotedLength(rest[1..]);
            var quoted = rest.Slice(1, length);
            rest = rest[(length + 2)..];
            return TextEscapes.Decode(quoted);
        }

        var end = rest.IndexOfAny((byte)' ', (byte)'\n');
        var name = end < 0 ? rest : rest[..end];
        rest = rest[name.Length..];
        return LegacyName.IsMetric(name) ? Encoding.UTF8.GetString(name) : "";
    }

    private static MetricType? TypeOf(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("unknown"u8) ? MetricType.Unknown
        : MetadataText.TypeOf(text) is var type and not MetricType.Unknown ? type
        : null;

    private static ExpositionException Bad(ReadOnlySpan<byte> line) => new($"'{Excerpt.Of(line.TrimEnd((byte)'\n'))}' is no line of OpenMetrics");
}
