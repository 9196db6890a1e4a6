using System.Text.Unicode;

namespace Sonde.Agent.Core.Exposition;

/// <summary>Walks a page in the Prometheus text format 0.0.4 without allocating and without looking into names and labels.</summary>
/// <param name="lines">Whole lines; only the last may lack its line feed.</param>
internal ref struct ExpositionReader(ReadOnlySpan<byte> lines) : ILineReader
{
    private ReadOnlySpan<byte> _rest = lines;

    public bool TryTake(ReadOnlySpan<byte> expected)
    {
        if (!_rest.StartsWith(expected))
            return false;

        // A key ends where its value begins; blanks or labels here mean that the line has a longer key.
        if (expected[^1] != '\n' && (_rest.Length == expected.Length || _rest[expected.Length] is (byte)' ' or (byte)'\t' or (byte)'{'))
            return false;

        _rest = _rest[expected.Length..];
        return true;
    }

    /// <remarks>Comments and empty lines are passed over.</remarks>
    public LineKind Next(out ReadOnlySpan<byte> text)
    {
        while (!_rest.IsEmpty)
        {
            if (_rest[0] is (byte)' ' or (byte)'\t' or (byte)'\n')
            {
                _rest = _rest[1..];
                continue;
            }

            if (_rest[0] != '#')
            {
                text = TakeKey();
                return LineKind.Sample;
            }

            text = TakeLine();
            if (MetadataText.IsMetadata(text))
                return LineKind.Metadata;
        }

        text = default;
        return LineKind.End;
    }

    public bool ReadValue(out double value, out long? timestamp, out ReadOnlySpan<byte> exemplar)
    {
        timestamp = null;
        exemplar = default;
        var token = TakeToken();
        var isNumber = SampleValue.TryParse(token, out value);
        if (!isNumber && !SampleValue.IsWordForNothing(token))
            throw new ExpositionException(token.IsEmpty ? "a sample lacks its value" : $"'{Excerpt.Of(token)}' is not a value that a sample can have");

        if (EndOfLine())
            return isNumber;

        token = TakeToken();
        if (!SampleValue.TryParseTimestamp(token, out var milliseconds))
            throw new ExpositionException($"'{Excerpt.Of(token)}' is not a timestamp in milliseconds");
        if (!EndOfLine())
            throw new ExpositionException($"'{Excerpt.Of(TakeLine())}' follows the timestamp of a sample");

        timestamp = milliseconds;
        return isNumber;
    }

    private ReadOnlySpan<byte> TakeKey()
    {
        var length = SeriesText.KeyLength(_rest);
        var key = _rest[..length];
        if (!Utf8.IsValid(key))
            throw new ExpositionException($"'{Excerpt.Of(key)}' is not valid UTF-8");

        _rest = _rest[length..];
        return key;
    }

    private ReadOnlySpan<byte> TakeToken()
    {
        var end = _rest.IndexOfAny(" \t\n"u8);
        var token = end < 0 ? _rest : _rest[..end];
        _rest = _rest[token.Length..];
        if (!token.IsEmpty && token[^1] == '\r')
            throw new ExpositionException("a line ends in a carriage return; the text format ends lines with a line feed alone");
        return token;
    }

    /// <summary>Passes over blanks; takes the line feed if it is next.</summary>
    private bool EndOfLine()
    {
        while (!_rest.IsEmpty && _rest[0] is (byte)' ' or (byte)'\t')
            _rest = _rest[1..];
        if (_rest.IsEmpty)
            return true;
        if (_rest[0] != '\n')
            return false;

        _rest = _rest[1..];
        return true;
    }

    private ReadOnlySpan<byte> TakeLine()
    {
        var end = _rest.IndexOf((byte)'\n');
        var line = end < 0 ? _rest : _rest[..(end + 1)];
        _rest = _rest[line.Length..];
        return line;
    }
}
