namespace Sonde.Testing.RemoteWrite;

/// <summary>One exemplar as it was on the wire.</summary>
/// <param name="Labels">As sent.</param>
/// <param name="Value">The number, bit for bit.</param>
/// <param name="TimestampMilliseconds">Since the epoch.</param>
public sealed record WrittenExemplar(IReadOnlyList<KeyValuePair<string, string>> Labels, double Value, long TimestampMilliseconds);
