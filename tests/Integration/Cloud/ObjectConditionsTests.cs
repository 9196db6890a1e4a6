using System.Text;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Integration.Cloud;

/// <summary>Reads with conditions, appends, tags, presigned URLs, and buckets.</summary>
public sealed class ObjectConditionsTests : BucketTests
{
    private const string Key = "agents/ünï 中文/a+b&c=d~e'f(g)*h!i%j?k#l.yaml";
    private static readonly HttpClient s_anybody = new();

    [Fact]
    public async Task An_unchanged_object_is_not_read_again()
    {
        var written = await PutAsync("0123456789");

        Assert.Same(ObjectRead.Unchanged, await Objects.ReadAsync(Bucket, Key, new() { IfNoneMatch = written.ETag }, Cancellation));
        var changed = (await Objects.ReadAsync(Bucket, Key, new() { IfNoneMatch = "other", IfMatch = written.ETag }, Cancellation))!;
        Assert.Equal(("0123456789", 0, 10, written.ETag), (Text(changed), changed.Offset, changed.Info!.Size, changed.Info.ETag));
        Assert.Equal(CloudErrorKind.Conflict, (await Assert.ThrowsAsync<CloudException>(() => Objects.ReadAsync(Bucket, Key, new() { IfMatch = "other" }, Cancellation))).Kind);
        Assert.Null(await Objects.ReadAsync(Bucket, "none", new() { IfNoneMatch = written.ETag }, Cancellation));

        var then = changed.Info.LastModified!.Value;
        Assert.Same(ObjectRead.Unchanged, await Objects.ReadAsync(Bucket, Key, new() { IfModifiedSince = then }, Cancellation));
        Assert.NotNull((await Objects.ReadAsync(Bucket, Key, new() { IfModifiedSince = then.AddSeconds(-1) }, Cancellation))!.Content);
        Assert.Equal(CloudErrorKind.Conflict, (await Assert.ThrowsAsync<CloudException>(() => Objects.ReadAsync(Bucket, Key, new() { IfUnmodifiedSince = then.AddSeconds(-1) }, Cancellation))).Kind);
    }

    [Theory]
    [InlineData(0, 2, "01")]
    [InlineData(7, 100, "789")]
    [InlineData(9, null, "9")]
    [InlineData(null, 1, "0")]
    public async Task A_part_is_read_with_its_place(int? offset, int? length, string content)
    {
        await PutAsync("0123456789");

        var read = (await Objects.ReadAsync(Bucket, Key, new() { Offset = offset, Length = length }, Cancellation))!;

        Assert.Equal((content, offset ?? 0, 10), (Text(read), read.Offset, read.Info!.Size));
    }

    [Fact]
    public async Task An_object_grows_at_its_end_only()
    {
        var one = await AppendAsync(ObjectTail.Empty, "abc");
        var two = await AppendAsync(one, "de");

        Assert.Equal("abcde"u8.ToArray(), await Objects.GetAsync(Bucket, "log", Cancellation));
        Assert.Equal(two, ObjectTail.Of((await Objects.HeadAsync(Bucket, "log", Cancellation))!));
        Assert.Equal((CloudErrorKind.Conflict, "PositionNotEqualToLength"), await RefusedAsync(one));
        await Objects.PutAsync(Bucket, "log", ObjectBody.FromBytes("x"u8.ToArray()), PutOptions.None, Cancellation);
        Assert.Equal((CloudErrorKind.Conflict, "ObjectNotAppendable"), await RefusedAsync(new(1, null)));

        async Task<(CloudErrorKind Kind, string Code)> RefusedAsync(ObjectTail tail)
        {
            var failure = await Assert.ThrowsAsync<CloudException>(() => AppendAsync(tail, "f"));
            return (failure.Kind, failure.Code);
        }
    }

    [Fact]
    public async Task Tags_are_set_by_the_put_and_by_calls_of_their_own()
    {
        await Objects.PutAsync(Bucket, Key, ObjectBody.FromBytes("x"u8.ToArray()), new() { Tags = [new("managed-by", "sonde/1 + a"), new("uid", "8b5f")] }, Cancellation);
        Assert.Equal([new Tag("managed-by", "sonde/1 + a"), new Tag("uid", "8b5f")], (await Objects.FindTagsAsync(Bucket, Key, Cancellation))!.OrderBy(tag => tag.Key, StringComparer.Ordinal));

        var before = (await Objects.HeadAsync(Bucket, Key, Cancellation))!;
        await Objects.PutTagsAsync(Bucket, Key, [new("a", "")], Cancellation);
        Assert.Equal([new Tag("a", "")], (await Objects.FindTagsAsync(Bucket, Key, Cancellation))!);
        Assert.Equal(before.ETag, (await Objects.HeadAsync(Bucket, Key, Cancellation))!.ETag);

        await Objects.DeleteTagsAsync(Bucket, Key, Cancellation);
        Assert.Empty((await Objects.FindTagsAsync(Bucket, Key, Cancellation))!);
        Assert.Null(await Objects.FindTagsAsync(Bucket, "none", Cancellation));
        await Objects.DeleteTagsAsync(Bucket, "none", Cancellation);
        Assert.Equal(CloudErrorKind.NotFound, (await Assert.ThrowsAsync<CloudException>(() => Objects.PutTagsAsync(Bucket, "none", [new("a", "b")], Cancellation))).Kind);
    }

    [Fact]
    public async Task Anybody_with_the_url_reads_and_nothing_else()
    {
        await PutAsync("content");
        var url = await Objects.PresignAsync(Bucket, Key, new() { Query = new Dictionary<string, string> { ["response-content-type"] = "text/plain" } }, Cancellation);

        using var read = await s_anybody.GetAsync(url, Cancellation);
        Assert.Equal(("content", "text/plain"), (await read.Content.ReadAsStringAsync(Cancellation), read.Content.Headers.ContentType?.MediaType));
        using var wrongMethod = await s_anybody.DeleteAsync(url, Cancellation);
        Assert.Equal(403, (int)wrongMethod.StatusCode);
        using var longer = await s_anybody.GetAsync(new Uri(url.OriginalString.Replace("x-oss-expires=900", "x-oss-expires=901", StringComparison.Ordinal)), Cancellation);
        Assert.Equal(403, (int)longer.StatusCode);
    }

    [Fact]
    public async Task Anybody_with_the_url_writes_with_the_headers_that_were_signed()
    {
        var headers = new Dictionary<string, string> { ["content-type"] = "application/yaml", ["x-oss-forbid-overwrite"] = "true", ["cache-control"] = "no-cache" };
        var url = await Objects.PresignAsync(Bucket, Key, new() { Method = HttpMethod.Put, Headers = headers }, Cancellation);

        Assert.Equal(403, await WriteAsync(url, "text/plain", "no-cache"));
        Assert.Equal(403, await WriteAsync(url, "application/yaml", "no-store"));
        Assert.Equal(200, await WriteAsync(url, "application/yaml", "no-cache"));
        Assert.Equal(409, await WriteAsync(url, "application/yaml", "no-cache"));
        Assert.Equal("a: 1\n"u8.ToArray(), await Objects.GetAsync(Bucket, Key, Cancellation));
        Assert.Equal("application/yaml", (await Objects.HeadAsync(Bucket, Key, Cancellation))!.ContentType);
    }

    [Fact]
    public async Task Buckets_are_listed_and_an_empty_one_is_deleted()
    {
        await Objects.CreateBucketAsync("artifacts-two", Cancellation);
        await PutAsync("x");

        Assert.Equal([Bucket, "artifacts-two"], await Objects.ListBucketsAsync("artifacts-", Cancellation).Select(bucket => bucket.Name).ToListAsync(Cancellation));
        Assert.Equal(CloudErrorKind.Blocked, (await Assert.ThrowsAsync<CloudException>(() => Objects.DeleteBucketAsync(Bucket, Cancellation))).Kind);
        await Objects.DeleteAsync(Bucket, Key, Cancellation);
        await Objects.DeleteBucketAsync(Bucket, Cancellation);
        await Objects.DeleteBucketAsync(Bucket, Cancellation);
        Assert.Null(await Objects.FindBucketAsync(Bucket, Cancellation));
    }

    [Fact]
    public async Task More_buckets_than_a_page_are_all_listed()
    {
        Emulated.Server.World.LargestPage = 2;
        for (var i = 0; i < 5; i++)
            await Objects.CreateBucketAsync($"many-{i}", Cancellation);

        Assert.Equal(["many-0", "many-1", "many-2", "many-3", "many-4"], await Objects.ListBucketsAsync("many-", Cancellation).Select(bucket => bucket.Name).ToListAsync(Cancellation));
        Assert.Equal(3, await Emulated.SentAsync("ListBuckets"));
    }

    private static async Task<int> WriteAsync(Uri url, string contentType, string cacheControl)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent("a: 1\n"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
        request.Headers.TryAddWithoutValidation("cache-control", cacheControl);
        request.Headers.TryAddWithoutValidation("x-oss-forbid-overwrite", "true");
        using var response = await s_anybody.SendAsync(request, Cancellation);
        return (int)response.StatusCode;
    }

    private static string Text(ObjectRead read) => Encoding.UTF8.GetString(read.Content!.Value.Span);

    private Task<ObjectInfo> PutAsync(string content) => Objects.PutAsync(Bucket, Key, ObjectBody.FromBytes(Encoding.UTF8.GetBytes(content)), PutOptions.None, Cancellation);

    private Task<ObjectTail> AppendAsync(ObjectTail tail, string piece) => Objects.AppendAsync(Bucket, "log", tail, ObjectBody.FromBytes(Encoding.UTF8.GetBytes(piece)), PutOptions.None, Cancellation);
}
