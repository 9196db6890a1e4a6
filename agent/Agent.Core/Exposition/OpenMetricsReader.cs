using System.Text.Unicode;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Walks a page in OpenMetrics text without allocating.</summary>
/// <remarks>
/// As strict as Prometheus' own parser and no stricter: single blanks, no empty lines, no free comments, <c># EOF</c> last. Order and interleaving of
/// families and the suffixes of names are not enforced, since engines that Prometheus reads would be lost otherwise.
/// </remarks>
/// <param name="lines">Whole lines; only the last of a page may lack its line feed.</param>
internal ref struct OpenMetricsReader(ReadOnlySpan<byte> lines) : ILineReader
{
    private ReadOnlySpan<byte> _rest = lines;

    public bool TryTake(ReadOnlySpan<byte> expected)
    {
        if (!_rest.StartsWith(expected))
            return false;
        if (expected[^1] != '\n' && (_rest.Length == expected.Length || _rest[expected.Length] != ' '))
            return false;

        _rest = _rest[expected.Length..];
        return true;
    }

    public LineKind Next(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_rest.IsEmpty)
            return LineKind.End;

        if (_rest[0] != '#')
        {
            text = TakeKey();
            return LineKind.Sample;
        }

        text = TakeLine();
        if (OpenMetricsMetadata.IsMetadata(text))
            return LineKind.Metadata;
        if (!text.TrimEnd((byte)'\n').SequenceEqual("# EOF"u8))
            throw new ExpositionException($"'{Excerpt.Of(text.TrimEnd((byte)'\n'))}' is no line of OpenMetrics");
        if (!_rest.IsEmpty)
            throw new ExpositionException("something follows # EOF");

        return LineKind.EndOfPage;
    }

    public bool ReadValue(out double value, out long? timestamp, out ReadOnlySpan<byte> exemplar)
    {
        timestamp = null;
        exemplar = default;
        var token = TakeToken();
        var isNumber = SampleValue.TryParse(token, out value);
        if (!isNumber && !SampleValue.IsWordForNothing(token))
            throw new ExpositionException(token.IsEmpty ? "a sample lacks its value" : $"'{Excerpt.Of(token)}' is not a value that a sample can have");

        if (!_rest.IsEmpty && _rest[0] == ' ' && !IsExemplar())
            timestamp = OpenMetricsTime.Milliseconds(TakeToken());
        if (IsExemplar())
            exemplar = TakeExemplar();
        if (_rest.IsEmpty || _rest[0] != '\n')
            throw new ExpositionException(_rest.IsEmpty ? "the page does not end with # EOF" : $"'{Excerpt.Of(TakeLine())}' follows a sample");

        _rest = _rest[1..];
        return isNumber;
    }

    private readonly bool IsExemplar() => _rest.StartsWith(" # {"u8);

    private ReadOnlySpan<byte> TakeExemplar()
    {
        var exemplar = _rest[3..];
        var end = exemplar.IndexOf((byte)'\n');
        exemplar = end < 0 ? exemplar : exemplar[..end];
        _rest = _rest[(3 + exemplar.Length)..];
        return exemplar;
    }

    private ReadOnlySpan<byte> TakeKey()
    {
        var length = SeriesText.StrictKeyLength(_rest);
        var key = _rest[..length];
        if (key.IsEmpty)
            throw new ExpositionException(_rest[0] == '\n' ? "a line is empty" : "a line begins with a blank");
        if (!Utf8.IsValid(key))
            throw new ExpositionException($"'{Excerpt.Of(key)}' is not valid UTF-8");

        _rest = _rest[length..];
        return key;
    }

    /// <summary>One blank and what follows it up to the next, or to the end of the line; empty where there is no blank.</summary>
    private ReadOnlySpan<byte> TakeToken()
    {
        if (_rest.IsEmpty || _rest[0] != ' ')
            return default;

        var token = _rest[1..];
        var end = token.IndexOfAny((byte)' ', (byte)'\n');
        token = end < 0 ? token : token[..end];
        _rest = _rest[(1 + token.Length)..];
        return token;
    }

    private ReadOnlySpan<byte> TakeLine()
    {
        var end = _rest.IndexOf((byte)'\n');
        var line = end < 0 ? _rest : _rest[..(end + 1)];
        _rest = _rest[line.Length..];
        return line;
    }
}
