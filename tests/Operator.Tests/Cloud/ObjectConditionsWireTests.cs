using System.Globalization;
using System.Text;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>Reads with conditions, appends, tags, and the list of buckets.</summary>
public sealed class ObjectConditionsWireTests : IDisposable
{
    private readonly ScriptedCloud _wire = new();

    private IObjectStorage Objects => _wire.Cloud.Objects;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Conditions_and_a_part_are_headers_that_are_not_signed()
    {
        _wire.Answer(206, "cd", ("ETag", "\"5b3c\""), ("Content-Range", "bytes 2-3/10"), ("x-oss-hash-crc64ecma", "1"));
        var time = new DateTimeOffset(2025, 1, 15, 16, 30, 0, TimeSpan.FromHours(8));

        var read = (await Objects.ReadAsync("artifacts", "a", new() { Offset = 2, Length = 2, IfMatch = "5B3C", IfNoneMatch = "\"X\"", IfModifiedSince = time, IfUnmodifiedSince = time }, Cancellation))!;

        var request = _wire.Seen[0];
        Assert.Equal(("bytes=2-3", "\"5B3C\"", "\"X\""), (request.Header("range"), request.Header("if-match"), request.Header("if-none-match")));
        Assert.Equal(("Wed, 15 Jan 2025 08:30:00 GMT", "Wed, 15 Jan 2025 08:30:00 GMT"), (request.Header("if-modified-since"), request.Header("if-unmodified-since")));
        Assert.Equal(("cd", 2, 10, "5B3C"), (Encoding.UTF8.GetString(read.Content!.Value.Span), read.Offset, read.Info!.Size, read.Info.ETag));
    }

    [Theory]
    [InlineData(304, null)]
    [InlineData(412, CloudErrorKind.Conflict)]
    [InlineData(416, CloudErrorKind.Invalid)]
    public async Task What_conditions_say_is_told_once(int status, CloudErrorKind? kind)
    {
        _wire.Answer(status);

        if (kind is null)
            Assert.Same(ObjectRead.Unchanged, await Objects.ReadAsync("artifacts", "a", new() { IfNoneMatch = "x" }, Cancellation));
        else
            Assert.Equal(kind, (await Assert.ThrowsAsync<CloudException>(() => Objects.ReadAsync("artifacts", "a", new() { IfMatch = "x" }, Cancellation))).Kind);
        Assert.Single(_wire.Seen);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public async Task A_part_that_cannot_be_is_refused_before_any_call(int offset, int length) =>
        Assert.Equal("InvalidRange", (await Assert.ThrowsAsync<CloudException>(() => Objects.ReadAsync("artifacts", "a", new() { Offset = offset, Length = length }, Cancellation))).Code);

    [Fact]
    public async Task A_whole_that_was_damaged_is_told_where_a_part_was_asked_for_too()
    {
        _wire.Answer(200, "abc", ("x-oss-hash-crc64ecma", "1"));

        Assert.Equal("ChecksumMismatch", (await Assert.ThrowsAsync<CloudException>(() => Objects.ReadAsync("artifacts", "a", new() { Offset = 0 }, Cancellation))).Code);
        Assert.Equal("bytes=0-", _wire.Seen[0].Header("range"));
    }

    [Fact]
    public async Task A_piece_goes_to_the_end_and_the_whole_is_checked()
    {
        _wire.Answer(200, "", ("x-oss-hash-crc64ecma", Sum("ab"))).Answer(200, "", ("x-oss-hash-crc64ecma", Sum("abcd"))).Answer(200, "", ("x-oss-hash-crc64ecma", Sum("abcdXf")));

        var first = await Objects.AppendAsync("artifacts", "log", ObjectTail.Empty, ObjectBody.FromBytes("ab"u8.ToArray()), PutOptions.None, Cancellation);
        var second = await Objects.AppendAsync("artifacts", "log", first, ObjectBody.FromBytes("cd"u8.ToArray()), PutOptions.None, Cancellation);
        var damaged = await Assert.ThrowsAsync<CloudException>(() => Objects.AppendAsync("artifacts", "log", second, ObjectBody.FromBytes("ef"u8.ToArray()), PutOptions.None, Cancellation));

        Assert.Equal(new ObjectTail(4, Sum("abcd")), second);
        Assert.Equal(("ChecksumMismatch", true), (damaged.Code, damaged.MayHaveHappened));
        Assert.Equal(["/artifacts/log?append&position=0", "/artifacts/log?append&position=2", "/artifacts/log?append&position=4"], _wire.Seen.Select(request => request.Target));
    }

    [Fact]
    public async Task An_append_whose_answer_is_lost_is_not_repeated()
    {
        _wire.Fail(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"));

        var failure = await Assert.ThrowsAsync<CloudException>(() => Objects.AppendAsync("artifacts", "log", ObjectTail.Empty, ObjectBody.FromBytes("ab"u8.ToArray()), PutOptions.None, Cancellation));

        Assert.True(failure.MayHaveHappened);
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task Tags_go_as_a_header_of_a_put_and_as_xml_else()
    {
        IReadOnlyList<Tag> tags = [new("managed-by", "sonde/1 a"), new("u<i>d", "ü=&")];
        _wire.Answer(200).Answer(200).Answer(200, "<Tagging><TagSet><Tag><Key>k</Key><Value>v&amp;</Value></Tag><Tag><Key>e</Key><Value/></Tag></TagSet></Tagging>");

        await Objects.PutAsync("artifacts", "a", ObjectBody.FromBytes(default), new() { Tags = tags }, Cancellation);
        await Objects.PutTagsAsync("artifacts", "a", tags, Cancellation);

        Assert.Equal("managed-by=sonde%2F1%20a&u%3Ci%3Ed=%C3%BC%3D%26", _wire.Seen[0].Header("x-oss-tagging"));
        Assert.Equal(("PUT", "/artifacts/a?tagging"), (_wire.Seen[1].Method, _wire.Seen[1].Target));
        Assert.Equal("<Tagging><TagSet><Tag><Key>managed-by</Key><Value>sonde/1 a</Value></Tag><Tag><Key>u&lt;i&gt;d</Key><Value>ü=&amp;</Value></Tag></TagSet></Tagging>", _wire.Seen[1].Body);
        Assert.Equal([new Tag("k", "v&"), new Tag("e", "")], (await Objects.FindTagsAsync("artifacts", "a", Cancellation))!);
    }

    [Fact]
    public async Task Buckets_are_listed_page_by_page_without_a_bucket_in_the_address()
    {
        _wire.Answer(200, "<ListAllMyBucketsResult><IsTruncated>true</IsTruncated><NextMarker>b-1</NextMarker><Buckets><Bucket><Name>b-1</Name><Location>oss-cn-hangzhou</Location><CreationDate>2025-01-15T08:30:00.000Z</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>")
            .Answer(200, "<ListAllMyBucketsResult><Buckets><Bucket><Name>b-2</Name></Bucket></Buckets></ListAllMyBucketsResult>");

        var buckets = await Objects.ListBucketsAsync("b", Cancellation).ToListAsync(Cancellation);

        Assert.Equal(["b-1", "b-2"], buckets.Select(bucket => bucket.Name));
        Assert.Equal(("oss-cn-hangzhou", new DateTimeOffset(2025, 1, 15, 8, 30, 0, TimeSpan.Zero)), (buckets[0].Location, buckets[0].Created));
        Assert.Equal(["/?max-keys=100&prefix=b", "/?marker=b-1&max-keys=100&prefix=b"], _wire.Seen.Select(request => request.Target));
    }

    private static string Sum(string text) => Crc64.Of(Encoding.UTF8.GetBytes(text)).ToString(CultureInfo.InvariantCulture);
}
