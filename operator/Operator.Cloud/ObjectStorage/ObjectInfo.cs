namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>What is known of an object without its content.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Without quotes, upper case; an MD5 only for objects written in one piece.</param>
/// <param name="Crc64">CRC-64/XZ as the service states it, unsigned decimal; null when it does not.</param>
/// <param name="Metadata">User metadata, names in lower case without <c>x-oss-meta-</c>.</param>
public sealed record ObjectInfo(long Size, string ETag, string? Crc64, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Content type; null when not stated.</summary>
    public string? ContentType { get; init; }

    /// <summary>When it was written; null when not stated.</summary>
    public DateTimeOffset? LastModified { get; init; }
}
