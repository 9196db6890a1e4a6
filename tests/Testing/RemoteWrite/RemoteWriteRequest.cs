namespace Sonde.Testing.RemoteWrite;

/// <summary>One request as the sink saw it.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">Names without regard to case; several values joined by a comma.</param>
/// <param name="Body">The bytes as sent.</param>
/// <param name="Series">Decoded; empty when <paramref name="Problem"/> is set.</param>
/// <param name="Problem">Why it could not be decoded (it was answered 400), or null.</param>
/// <param name="Answer">What it was answered with.</param>
public sealed record RemoteWriteRequest(
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<WrittenSeries> Series,
    string? Problem,
    RemoteWriteAnswer Answer);
