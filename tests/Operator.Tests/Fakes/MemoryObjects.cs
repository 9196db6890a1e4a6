using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>OSS as a dictionary.</summary>
internal sealed class MemoryObjects(Journal journal, TimeProvider clock) : IObjectStorage
{
    public HashSet<string> Buckets { get; } = new(["models"], StringComparer.Ordinal);

    public SortedDictionary<string, (byte[] Content, PutOptions Options, DateTimeOffset At)> Objects { get; } = new(StringComparer.Ordinal);

    public Task<ObjectInfo?> HeadAsync(string bucket, string key, CancellationToken cancellation)
    {
        journal.Note("Head", key);
        return Task.FromResult(Objects.TryGetValue(key, out var o) ? new ObjectInfo(o.Content.Length, "etag", null, o.Options.Metadata) : null);
    }

    public Task<byte[]?> GetAsync(string bucket, string key, CancellationToken cancellation) => Task.FromResult(Objects.TryGetValue(key, out var o) ? o.Content : null);

    public Task<ObjectInfo?> DownloadAsync(string bucket, string key, Stream destination, CancellationToken cancellation) => throw new NotSupportedException("No reconciler downloads.");

    public async Task<ObjectInfo> PutAsync(string bucket, string key, ObjectBody body, PutOptions options, CancellationToken cancellation)
    {
        journal.Note("PutObject", key);
        using var copy = new MemoryStream();
        await using var content = body.Open();
        await content.CopyToAsync(copy, cancellation);
        Objects[key] = (copy.ToArray(), options, clock.GetUtcNow());
        return new(copy.Length, "etag", null, options.Metadata);
    }

    public Task DeleteAsync(string bucket, string key, CancellationToken cancellation)
    {
        journal.Note("DeleteObject", key);
        Objects.Remove(key);
        return Task.CompletedTask;
    }

    public async Task DeleteManyAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        foreach (var key in keys)
            await DeleteAsync(bucket, key, cancellation);
    }

    public Task<bool> CopyAsync(string bucket, string key, string toBucket, string toKey, CancellationToken cancellation) => throw new NotSupportedException("No reconciler copies.");

    public IAsyncEnumerable<ObjectSummary> ListAsync(string bucket, string prefix, CancellationToken cancellation)
    {
        journal.Note("ListObjects", prefix);
        return Objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(o => new ObjectSummary(o.Key, o.Value.Content.Length, "etag", o.Value.At)).ToList().ToAsyncEnumerable();
    }

    public Task CreateBucketAsync(string bucket, CancellationToken cancellation)
    {
        journal.Note("CreateBucket", bucket);
        Buckets.Add(bucket);
        return Task.CompletedTask;
    }

    public Task<BucketInfo?> FindBucketAsync(string bucket, CancellationToken cancellation)
    {
        journal.Note("FindBucket", bucket);
        return Task.FromResult(Buckets.Contains(bucket) ? new BucketInfo(bucket, "oss-cn-hangzhou", "private", null) : null);
    }

    public Task<ObjectRead?> ReadAsync(string bucket, string key, ReadOptions options, CancellationToken cancellation) => throw new NotSupportedException("No reconciler reads parts.");

    public Task<ObjectTail> AppendAsync(string bucket, string key, ObjectTail tail, ObjectBody piece, PutOptions options, CancellationToken cancellation) => throw new NotSupportedException("No reconciler appends.");

    public Task<Uri> PresignAsync(string bucket, string key, PresignOptions options, CancellationToken cancellation) => throw new NotSupportedException("No reconciler hands URLs out.");

    public Task<IReadOnlyList<Tag>?> FindTagsAsync(string bucket, string key, CancellationToken cancellation) => throw new NotSupportedException("No reconciler reads tags of objects.");

    public Task PutTagsAsync(string bucket, string key, IReadOnlyList<Tag> tags, CancellationToken cancellation) => throw new NotSupportedException("No reconciler changes tags of objects.");

    public Task DeleteTagsAsync(string bucket, string key, CancellationToken cancellation) => throw new NotSupportedException("No reconciler removes tags of objects.");

    public Task DeleteBucketAsync(string bucket, CancellationToken cancellation) => throw new NotSupportedException("No reconciler deletes buckets.");

    public IAsyncEnumerable<BucketSummary> ListBucketsAsync(string prefix, CancellationToken cancellation) => throw new NotSupportedException("No reconciler lists buckets.");
}
