using System.Runtime.CompilerServices;
using System.Text;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>One line per call; address, signature, pace and repetition are the transport's. Content is checked here, in both directions.</summary>
internal sealed class ObjectStorageClient(CloudTransport transport) : IObjectStorage
{
    private const string PageSize = "1000";
    private const int MostDeleted = 1000;

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

    public async Task DeleteAsync(string bucket, string key, CancellationToken cancellation) =>
        await AbsentIsDoneAsync(OfObject("DeleteObject", HttpMethod.Delete, CallEffect.Idempotent, bucket, key), cancellation);

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

    public async IAsyncEnumerable<ObjectSummary> ListAsync(string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? next = null; ;)
        {
            var request = OfBucket("ListObjectsV2", HttpMethod.Get, CallEffect.Read, bucket) with { Query = ListQuery(prefix, next) };
            var answer = await transport.SendAsync(request, cancellation);
            var page = ObjectAnswers.PageOf(answer);
            foreach (var item in page.Objects)
                yield return item;

            // A token that does not move on would make us read one page for ever.
            if (string.IsNullOrEmpty(page.NextToken) || page.NextToken == next)
                yield break;
            next = page.NextToken;
        }
    }

    public async Task CreateBucketAsync(string bucket, CancellationToken cancellation)
    {
        var request = OfBucket("PutBucket", HttpMethod.Put, CallEffect.Idempotent, bucket) with
        {
            Headers = [new("x-oss-acl", "private")],
            ContentType = "application/xml",
            Body = ObjectBody.FromBytes(Encoding.UTF8.GetBytes("<CreateBucketConfiguration><StorageClass>Standard</StorageClass></CreateBucketConfiguration>")),
        };
        try
        {
            await transport.SendAsync(request, cancellation);
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.AlreadyExists)
        {
            // The service may say so of our own bucket too; that of somebody else is not shown to us.
            if (!await IsOursAsync(bucket, cancellation))
                throw;
        }
    }

    public async Task<BucketInfo?> FindBucketAsync(string bucket, CancellationToken cancellation)
    {
        var request = OfBucket("GetBucketInfo", HttpMethod.Get, CallEffect.Read, bucket) with { Query = [new("bucketInfo", null)] };
        try
        {
            return ObjectAnswers.BucketOf(await transport.SendAsync(request, cancellation));
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task<bool> IsOursAsync(string bucket, CancellationToken cancellation)
    {
        try
        {
            return await FindBucketAsync(bucket, cancellation) is not null;
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.Denied)
        {
            return false;
        }
    }

    private static CloudRequest OfBucket(string operation, HttpMethod method, CallEffect effect, string bucket) =>
        new(operation, method, effect) { Bucket = ObjectNames.CheckedBucket(bucket, operation) };

    private static CloudRequest OfObject(string operation, HttpMethod method, CallEffect effect, string bucket, string key) =>
        OfBucket(operation, method, effect, bucket) with { Path = "/" + Rfc3986.EncodePath(ObjectNames.CheckedKey(key, operation)) };

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
