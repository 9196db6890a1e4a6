using System.Globalization;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>One line per call; address, signature, pace and repetition are the transport's. Content is checked here, in both directions.</summary>
internal sealed class ObjectStorageClient(CloudTransport transport, Presigner presigner) : IObjectStorage
{
    private const string PageSize = "1000";
    private const int MostDeleted = 1000;
    private const int PartialContent = 206;
    private const int NotModified = 304;

    private readonly Buckets _buckets = new(transport);

    public async Task<ObjectInfo?> HeadAsync(string bucket, string key, CancellationToken cancellation) =>
        await UnlessAbsentAsync(OfObject("HeadObject", HttpMethod.Head, CallEffect.Read, bucket, key), cancellation) is { } answer ? ObjectAnswers.InfoOf(answer) : null;

    public async Task<byte[]?> GetAsync(string bucket, string key, CancellationToken cancellation)
    {
        if (await UnlessAbsentAsync(OfObject("GetObject", HttpMethod.Get, CallEffect.Read, bucket, key), cancellation) is not { } answer)
            return null;

        Checksums.Verify(answer, answer.BodyCrc64, "GetObject");
        return answer.Body;
    }

    public async Task<ObjectInfo?> DownloadAsync(string bucket, string key, Stream destination, CancellationToken cancellation)
    {
        if (await UnlessAbsentAsync(OfObject("GetObject", HttpMethod.Get, CallEffect.Read, bucket, key) with { Destination = destination }, cancellation) is not { } answer)
            return null;

        Checksums.Verify(answer, answer.BodyCrc64, "GetObject");
        return ObjectAnswers.InfoOf(answer);
    }

    public async Task<ObjectRead?> ReadAsync(string bucket, string key, ReadOptions options, CancellationToken cancellation)
    {
        var request = OfObject("GetObject", HttpMethod.Get, CallEffect.Read, bucket, key) with { Headers = ReadConditions.HeadersOf(options) };
        try
        {
            if (await UnlessAbsentAsync(request, cancellation) is not { } answer)
                return null;

            // The checksum is that of the whole.
            if (answer.Status != PartialContent)
                Checksums.Verify(answer, answer.BodyCrc64, request.Operation);
            return ObjectAnswers.ReadOf(answer);
        }
        catch (CloudException e) when (e.Status == NotModified)
        {
            return ObjectRead.Unchanged;
        }
    }

    public async Task<ObjectInfo> PutAsync(string bucket, string key, ObjectBody body, PutOptions options, CancellationToken cancellation)
    {
        var request = OfObject("PutObject", HttpMethod.Put, CallEffect.Idempotent, bucket, key) with
        {
            Body = body,
            ContentType = options.ContentType,
            Headers = HeadersOf(options, bucket, key),
        };
        if (body.Length > MultipartUpload.Threshold)
            return await new MultipartUpload(transport, OfObject("PutObject", HttpMethod.Put, CallEffect.Idempotent, bucket, key)).WriteAsync(body, options, request.Headers, cancellation);

        var answer = await transport.SendAsync(request, cancellation);
        Checksums.Verify(answer, answer.SentCrc64, request.Operation);
        return ObjectAnswers.WrittenInfoOf(answer, body.Length, options);
    }

    public async Task<ObjectTail> AppendAsync(string bucket, string key, ObjectTail tail, ObjectBody piece, PutOptions options, CancellationToken cancellation)
    {
        // Repeated after its work was done it is refused for its position, and nobody knows by whom the object grew: so it counts as a create.
        var request = OfObject("AppendObject", HttpMethod.Post, CallEffect.Create, bucket, key) with
        {
            Query = [new("append", null), new("position", tail.Length.ToString(CultureInfo.InvariantCulture))],
            Body = piece,
            ContentType = options.ContentType,
            Headers = tail.Length == 0 ? HeadersOf(options, bucket, key) : [],
        };
        var answer = await transport.SendAsync(request, cancellation);
        if (ulong.TryParse(tail.Crc64, NumberStyles.None, CultureInfo.InvariantCulture, out var before))
            Checksums.Verify(answer, Crc64.Combine(before, answer.SentCrc64, piece.Length), request.Operation);
        return new(tail.Length + piece.Length, answer.Header("x-oss-hash-crc64ecma"));
    }

    public Task<Uri> PresignAsync(string bucket, string key, PresignOptions options, CancellationToken cancellation) =>
        presigner.UrlOfAsync(OfObject("Presign", options.Method, CallEffect.Read, bucket, key), options, cancellation);

    public async Task<IReadOnlyList<Tag>?> FindTagsAsync(string bucket, string key, CancellationToken cancellation) =>
        await UnlessAbsentAsync(OfTags("GetObjectTagging", HttpMethod.Get, CallEffect.Read, bucket, key), cancellation) is { } answer ? ObjectTags.In(answer) : null;

    public Task PutTagsAsync(string bucket, string key, IReadOnlyList<Tag> tags, CancellationToken cancellation) =>
        transport.SendAsync(OfTags("PutObjectTagging", HttpMethod.Put, CallEffect.Idempotent, bucket, key) with { ContentType = "application/xml", Body = ObjectTags.BodyOf(tags) }, cancellation);

    public Task DeleteTagsAsync(string bucket, string key, CancellationToken cancellation) =>
        AbsentIsDoneAsync(OfTags("DeleteObjectTagging", HttpMethod.Delete, CallEffect.Idempotent, bucket, key), cancellation);

    public Task DeleteAsync(string bucket, string key, CancellationToken cancellation) =>
        AbsentIsDoneAsync(OfObject("DeleteObject", HttpMethod.Delete, CallEffect.Idempotent, bucket, key), cancellation);

    public async Task DeleteManyAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        foreach (var some in keys.Chunk(MostDeleted))
            await transport.SendAsync(DeleteRequest.Of(OfBucket("DeleteMultipleObjects", HttpMethod.Post, CallEffect.Idempotent, bucket), some), cancellation);
    }

    public async Task<bool> CopyAsync(string bucket, string key, string toBucket, string toKey, CancellationToken cancellation)
    {
        var source = OfObject("CopyObject", HttpMethod.Put, CallEffect.Idempotent, bucket, key);
        var request = OfObject("CopyObject", HttpMethod.Put, CallEffect.Idempotent, toBucket, toKey) with { Headers = [new("x-oss-copy-source", $"/{bucket}{source.Path}")] };
        return await UnlessAbsentAsync(request, cancellation) is not null;
    }

    public IAsyncEnumerable<ObjectSummary> ListAsync(string bucket, string prefix, CancellationToken cancellation) => Pages.AllAsync<ObjectSummary>(
        async (next, cancelled) => ObjectAnswers.PageOf(await transport.SendAsync(OfBucket("ListObjectsV2", HttpMethod.Get, CallEffect.Read, bucket) with { Query = ListQuery(prefix, next) }, cancelled)),
        cancellation);

    public Task CreateBucketAsync(string bucket, CancellationToken cancellation) => _buckets.CreateAsync(OfBucket("PutBucket", HttpMethod.Put, CallEffect.Idempotent, bucket), cancellation);

    public Task<BucketInfo?> FindBucketAsync(string bucket, CancellationToken cancellation) => _buckets.FindAsync(OfBucket("GetBucketInfo", HttpMethod.Get, CallEffect.Read, bucket), cancellation);

    public Task DeleteBucketAsync(string bucket, CancellationToken cancellation) => AbsentIsDoneAsync(OfBucket("DeleteBucket", HttpMethod.Delete, CallEffect.Idempotent, bucket), cancellation);

    public IAsyncEnumerable<BucketSummary> ListBucketsAsync(string prefix, CancellationToken cancellation) => _buckets.ListAsync(prefix, cancellation);

    private static CloudRequest OfBucket(string operation, HttpMethod method, CallEffect effect, string bucket) =>
        new(operation, method, effect) { Bucket = ObjectNames.CheckedBucket(bucket, operation) };

    private static CloudRequest OfObject(string operation, HttpMethod method, CallEffect effect, string bucket, string key) =>
        OfBucket(operation, method, effect, bucket) with { Path = "/" + Rfc3986.EncodePath(ObjectNames.CheckedKey(key, operation)) };

    private static CloudRequest OfTags(string operation, HttpMethod method, CallEffect effect, string bucket, string key) =>
        OfObject(operation, method, effect, bucket, key) with { Query = [new("tagging", null)] };

    // Keys may hold what XML cannot: they come percent-encoded. Empty parameters are left out, the signature differs on them.
    private static List<KeyValuePair<string, string?>> ListQuery(string prefix, string? next)
    {
        List<KeyValuePair<string, string?>> query = [new("list-type", "2"), new("max-keys", PageSize), new("encoding-type", "url")];
        if (prefix.Length > 0)
            query.Add(new("prefix", prefix));
        if (next is not null)
            query.Add(new("continuation-token", next));
        return query;
    }

    private static List<KeyValuePair<string, string>> HeadersOf(PutOptions options, string bucket, string key)
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (var (name, value) in options.Metadata)
        {
            ObjectNames.CheckMetadata(name, value, bucket, key);
            headers.Add(new($"x-oss-meta-{name.ToLowerInvariant()}", value));
        }

        if (options.Tags.Count > 0)
            headers.Add(new(ObjectTags.Header, ObjectTags.HeaderOf(options.Tags)));
        if (options.ForbidOverwrite)
            headers.Add(new("x-oss-forbid-overwrite", "true"));
        return headers;
    }

    private async Task<CloudAnswer?> UnlessAbsentAsync(CloudRequest request, CancellationToken cancellation)
    {
        try
        {
            return await transport.SendAsync(request, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound && e.Code != "NoSuchBucket")
        {
            return null;
        }
    }

    private async Task AbsentIsDoneAsync(CloudRequest request, CancellationToken cancellation)
    {
        try
        {
            await transport.SendAsync(request, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            // Done already.
        }
    }
}
