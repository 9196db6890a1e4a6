namespace Sonde.Emulator.Oss;

/// <summary>One object of a bucket. Never changes: an overwrite stores another one.</summary>
/// <param name="ETag">Upper-case hex without quotes.</param>
/// <param name="Crc64">CRC-64/XZ of the content.</param>
/// <param name="Type">Normal, Multipart or Appendable.</param>
/// <param name="Headers">Stored headers by lower-case name: <c>content-type</c>, <c>cache-control</c>, <c>x-oss-meta-*</c> ….</param>
/// <param name="Tags">Tags in the order given.</param>
public sealed record StoredObject(
    string Key,
    ReadOnlyMemory<byte> Content,
    string ETag,
    ulong Crc64,
    string Type,
    DateTimeOffset LastModified,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    /// <summary>Length in bytes, also of an object that is remembered without its content.</summary>
    public int Size { get; init; } = Content.Length;
}
