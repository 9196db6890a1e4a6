namespace Sonde.Emulator.Oss;

/// <summary>A multipart upload that is neither completed nor aborted.</summary>
internal sealed class MultipartUpload(string id, string key, DateTimeOffset initiated, IReadOnlyDictionary<string, string> headers, IReadOnlyList<KeyValuePair<string, string>> tags)
{
    public string Id => id;

    public string Key => key;

    public DateTimeOffset Initiated => initiated;

    public IReadOnlyDictionary<string, string> Headers => headers;

    public IReadOnlyList<KeyValuePair<string, string>> Tags => tags;

    public SortedDictionary<int, StoredObject> Parts { get; } = [];
}
