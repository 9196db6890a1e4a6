using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Reads <c>{labels} value [timestamp]</c>, an exemplar of OpenMetrics.</summary>
internal static class ExemplarText
{
    // The limit of OpenMetrics, names and values together.
    private const int MaxRunes = 128;

    /// <summary>Reads an exemplar.</summary>
    /// <param name="text">From its brace to the end of the line.</param>
    /// <param name="labels">Room to work in.</param>
    /// <param name="sampleTimestamp">For one without a timestamp of its own.</param>
    /// <returns>Null where its labels are longer than the format allows: it is left out, the sample is not.</returns>
    /// <exception cref="ExpositionException">It is not in the format.</exception>
    public static Exemplar? Read(ReadOnlySpan<byte> text, LabelSet labels, long sampleTimestamp)
    {
        var length = SeriesText.StrictKeyLength(text);
        labels.Clear();
        SeriesText.ReadExemplarLabels(text[..length], labels);
        var rest = text[length..];
        if (!SampleValue.TryParse(TakeToken(ref rest), out var value))
            throw new ExpositionException($"'{Excerpt.Of(text)}' is no exemplar");

        var timestamp = rest.IsEmpty ? sampleTimestamp : OpenMetricsTime.Milliseconds(TakeToken(ref rest));
        if (!rest.IsEmpty)
            throw new ExpositionException($"'{Excerpt.Of(rest)}' follows an exemplar");

        labels.DropEmpty();
        labels.Sort();
        return Runes(labels) > MaxRunes ? null : new(LabelCodec.Encode(labels), value, timestamp);
    }

    private static ReadOnlySpan<byte> TakeToken(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != ' ')
            return default;

        var token = rest[1..];
        var end = token.IndexOf((byte)' ');
        token = end < 0 ? token : token[..end];
        rest = rest[(1 + token.Length)..];
        return token;
    }

    private static int Runes(LabelSet labels)
    {
        var runes = 0;
        foreach (var label in labels.Labels)
            runes += Count(label.Name) + Count(label.Value);
        return runes;
    }

    private static int Count(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
