namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>What the operator needs of OSS. Content is checked against the service's CRC-64 after each upload and download.</summary>
/// <remarks>Keys: 1 to 1023 bytes of UTF-8, no leading slash, no empty, <c>.</c> or <c>..</c> segment; others are refused as <see cref="CloudErrorKind.Invalid"/> before any call.</remarks>
public interface IObjectStorage
{
    /// <summary>What is known of an object without its content; null when the object is absent.</summary>
    /// <exception cref="CloudException">E.g. <see cref="CloudErrorKind.NotFound"/> with code <c>NoSuchBucket</c> where the service tells.</exception>
    Task<ObjectInfo?> HeadAsync(string bucket, string key, CancellationToken cancellation);

    /// <summary>The content of an object, wholly in memory; null when the object is absent. For configs, not for binaries.</summary>
    Task<byte[]?> GetAsync(string bucket, string key, CancellationToken cancellation);

    /// <summary>Copies the content of an object into <paramref name="destination"/>; null, and nothing written, when the object is absent.</summary>
    /// <remarks>Not retried once content has begun to flow. After a <c>ChecksumMismatch</c> the destination holds wrong bytes.</remarks>
    Task<ObjectInfo?> DownloadAsync(string bucket, string key, Stream destination, CancellationToken cancellation);

    /// <summary>Writes an object; atomic: readers see the old or the new one. Above 16 MB it goes in parts, in constant memory.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/> with <see cref="PutOptions.ForbidOverwrite"/>; <see cref="CloudErrorKind.NotFound"/>: no such bucket.</exception>
    Task<ObjectInfo> PutAsync(string bucket, string key, ObjectBody body, PutOptions options, CancellationToken cancellation);

    /// <summary>Removes an object; an absent one is success.</summary>
    Task DeleteAsync(string bucket, string key, CancellationToken cancellation);

    /// <summary>Removes objects, 1000 a call; absent ones are success.</summary>
    Task DeleteManyAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation);

    /// <summary>Copies an object with its metadata inside the service, up to 1 GB; false when the source is absent.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/> with code <c>NoSuchBucket</c>.</exception>
    Task<bool> CopyAsync(string bucket, string key, string toBucket, string toKey, CancellationToken cancellation);

    /// <summary>The objects whose key begins with <paramref name="prefix"/> (empty: all), ordered bytewise by key, page by page.</summary>
    IAsyncEnumerable<ObjectSummary> ListAsync(string bucket, string prefix, CancellationToken cancellation);

    /// <summary>Makes a private bucket in the connection's region; one that is already ours is success.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/>: the name belongs to somebody else.</exception>
    Task CreateBucketAsync(string bucket, CancellationToken cancellation);

    /// <summary>What is known of a bucket; null when it is absent.</summary>
    Task<BucketInfo?> FindBucketAsync(string bucket, CancellationToken cancellation);
}
