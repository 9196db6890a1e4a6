namespace Sonde.Agent.Core.Exposition;

/// <summary>Walks the lines of a page in one of its formats. All bytes of a line before its value are one opaque key.</summary>
/// <remarks>
/// Who has seen a key before knows its series; who has a guess what comes next asks <see cref="TryTake"/> first, which is one comparison of memory.
/// <see cref="SeriesText"/> takes a new key apart. Made for whole lines; only the last of a page may lack its line feed.
/// </remarks>
internal interface ILineReader
{
    /// <summary>Takes the next bytes of the page when they are the expected key (with its line's value to follow) or metadata line.</summary>
    bool TryTake(ReadOnlySpan<byte> expected);

    /// <summary>Finds the next sample or metadata line.</summary>
    /// <param name="text">The key of a sample (its value is to be read next), or a whole metadata line with its line feed.</param>
    /// <exception cref="ExpositionException">The line is nothing that the format knows.</exception>
    LineKind Next(out ReadOnlySpan<byte> text);

    /// <summary>Reads what follows a key, to the end of the line.</summary>
    /// <param name="value">The value.</param>
    /// <param name="timestamp">The page's own, in milliseconds since 1970; null for none.</param>
    /// <param name="exemplar">From its brace to the end of the line, not looked into; empty for none.</param>
    /// <returns>False where the engine printed a word for "no value"; the line is to be skipped alone.</returns>
    /// <exception cref="ExpositionException">The value or the timestamp is no number, or something follows them.</exception>
    bool ReadValue(out double value, out long? timestamp, out ReadOnlySpan<byte> exemplar);
}
