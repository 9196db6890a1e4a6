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

    /// <summary>Reads an object or a part of it, when the conditions hold; null when the object is absent.</summary>
    /// <remarks>In memory. A part cannot be checked: the service states the checksum of the whole.</remarks>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.Conflict"/>: <see cref="ReadOptions.IfMatch"/> or <see cref="ReadOptions.IfUnmodifiedSince"/> does not hold; <see cref="CloudErrorKind.Invalid"/>: the part lies beyond the end.</exception>
    Task<ObjectRead?> ReadAsync(string bucket, string key, ReadOptions options, CancellationToken cancellation);

    /// <summary>Writes an object; atomic: readers see the old or the new one. Above 16 MB it goes in parts, in constant memory.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/> with <see cref="PutOptions.ForbidOverwrite"/>; <see cref="CloudErrorKind.NotFound"/>: no such bucket.</exception>
    Task<ObjectInfo> PutAsync(string bucket, string key, ObjectBody body, PutOptions options, CancellationToken cancellation);

    /// <summary>Adds a piece to the end of an object that was made so, or begins one at <see cref="ObjectTail.Empty"/>.</summary>
    /// <remarks>Never done twice: after <see cref="CloudException.MayHaveHappened"/> look at the object's tail. Metadata and tags count when the object begins.</remarks>
    /// <returns>The new tail.</returns>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.Conflict"/>: the object ends elsewhere (<c>PositionNotEqualToLength</c>) or was made in another way (<c>ObjectNotAppendable</c>).</exception>
    Task<ObjectTail> AppendAsync(string bucket, string key, ObjectTail tail, ObjectBody piece, PutOptions options, CancellationToken cancellation);

    /// <summary>A URL with which anybody may do one thing with one object for a while. No call is made. It is a secret: not into statuses, events or logs.</summary>
    /// <exception cref="CloudException">No key can be had, or the options are out of range (<see cref="CloudErrorKind.Invalid"/>).</exception>
    Task<Uri> PresignAsync(string bucket, string key, PresignOptions options, CancellationToken cancellation);

    /// <summary>Removes an object; an absent one is success.</summary>
    Task DeleteAsync(string bucket, string key, CancellationToken cancellation);

    /// <summary>Removes objects, 1000 a call; absent ones are success.</summary>
    Task DeleteManyAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation);

    /// <summary>Copies an object with its metadata inside the service, up to 1 GB; false when the source is absent.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/> with code <c>NoSuchBucket</c>.</exception>
    Task<bool> CopyAsync(string bucket, string key, string toBucket, string toKey, CancellationToken cancellation);

    /// <summary>The objects whose key begins with <paramref name="prefix"/> (empty: all), ordered bytewise by key, page by page.</summary>
    IAsyncEnumerable<ObjectSummary> ListAsync(string bucket, string prefix, CancellationToken cancellation);

    /// <summary>The tags of an object; null when the object is absent.</summary>
    Task<IReadOnlyList<Tag>?> FindTagsAsync(string bucket, string key, CancellationToken cancellation);

    /// <summary>Replaces all tags of an object; up to 10. Changes neither its content nor its ETag.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/>: no such object.</exception>
    Task PutTagsAsync(string bucket, string key, IReadOnlyList<Tag> tags, CancellationToken cancellation);

    /// <summary>Removes all tags of an object; an absent object is success.</summary>
    Task DeleteTagsAsync(string bucket, string key, CancellationToken cancellation);

    /// <summary>Makes a private bucket in the connection's region; one that is already ours is success.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/>: the name belongs to somebody else.</exception>
    Task CreateBucketAsync(string bucket, CancellationToken cancellation);

    /// <summary>What is known of a bucket; null when it is absent.</summary>
    Task<BucketInfo?> FindBucketAsync(string bucket, CancellationToken cancellation);

    /// <summary>Removes a bucket; an absent one is success.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.Blocked"/>: it holds objects or unfinished uploads.</exception>
    Task DeleteBucketAsync(string bucket, CancellationToken cancellation);

    /// <summary>The account's buckets, of all regions, whose name begins with <paramref name="prefix"/> (empty: all), page by page.</summary>
    IAsyncEnumerable<BucketSummary> ListBucketsAsync(string prefix, CancellationToken cancellation);
}
