using System.Text;

namespace Sonde.Emulator.Tests;

public sealed class OssTests
{
    [Fact]
    public async Task A_new_bucket_tells_where_it_is()
    {
        await using var cloud = await Cloud.StartAsync();

        Assert.Equal("/b-1", (await cloud.Client.OssAsync("PUT", "/b-1/")).Ok().Headers["location"]);
    }

    [Fact]
    public async Task An_object_comes_back_with_its_check_sums_and_metadata()
    {
        await using var cloud = await StartAsync();
        var body = Encoding.UTF8.GetBytes("123456789");

        var put = (await cloud.Client.OssAsync("PUT", "/b-1/a/b.txt", body, ("x-oss-meta-sha256", "abc"), ("content-type", "text/plain"))).Ok();
        var got = (await cloud.Client.OssAsync("GET", "/b-1/a/b.txt")).Ok();

        Assert.Equal("\"25F9E794323B453885F5181F1B624D0B\"", put.Headers["etag"]);
        Assert.Equal("11051210869376104954", put.Headers["x-oss-hash-crc64ecma"]);
        Assert.Equal(("123456789", "text/plain", "abc"), (got.Text, got.Headers["content-type"], got.Headers["x-oss-meta-sha256"]));
        Assert.Equal(24, got.Headers["x-oss-request-id"].Length);
    }

    [Fact]
    public async Task A_body_that_is_not_what_Content_MD5_says_is_refused()
    {
        await using var cloud = await StartAsync();

        Assert.Equal((400, "InvalidDigest"), (await cloud.Client.OssAsync("PUT", "/b-1/k", [1], ("content-md5", "4Mza9CxZMCLhWxjMDpbSAQ=="))).Error);
    }

    [Fact]
    public async Task An_object_is_created_once_when_overwriting_is_forbidden()
    {
        await using var cloud = await StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/k", [1], ("x-oss-forbid-overwrite", "true"))).Ok();

        Assert.Equal((409, "FileAlreadyExists"), (await cloud.Client.OssAsync("PUT", "/b-1/k", [2], ("x-oss-forbid-overwrite", "true"))).Error);
    }

    [Fact]
    public async Task A_refused_head_tells_its_error_in_a_header()
    {
        await using var cloud = await StartAsync();

        var reply = await cloud.Client.OssAsync("HEAD", "/b-1/absent");

        Assert.Equal((404, 0), (reply.Status, reply.Body.Length));
        Assert.Contains("<Code>NoSuchKey</Code>", Encoding.UTF8.GetString(Convert.FromBase64String(reply.Headers["x-oss-err"])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes=0-1", 206, "ab")]
    [InlineData("bytes=-2", 206, "ef")]
    [InlineData("bytes=4-99", 206, "ef")]
    [InlineData("bytes=99-", 200, "abcdef")]
    public async Task A_range_is_cut_out(string range, int status, string expected)
    {
        await using var cloud = await StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/k", Encoding.UTF8.GetBytes("abcdef"))).Ok();

        var reply = await cloud.Client.OssAsync("GET", "/b-1/k", null, ("range", range));

        Assert.Equal((status, expected), (reply.Status, reply.Text));
    }

    [Fact]
    public async Task An_unchanged_object_is_not_sent_again()
    {
        await using var cloud = await StartAsync();
        var tag = (await cloud.Client.OssAsync("PUT", "/b-1/k", [1])).Ok().Headers["etag"];

        Assert.Equal(304, (await cloud.Client.OssAsync("GET", "/b-1/k", null, ("if-none-match", tag))).Status);
        Assert.Equal((412, "PreconditionFailed"), (await cloud.Client.OssAsync("GET", "/b-1/k", null, ("if-match", "\"0\""))).Error);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_succeeds()
    {
        await using var cloud = await StartAsync();

        Assert.Equal(204, (await cloud.Client.OssAsync("DELETE", "/b-1/absent")).Status);
        Assert.Equal((404, "NoSuchBucket"), (await cloud.Client.OssAsync("DELETE", "/b-2/absent")).Error);
    }

    [Fact]
    public async Task A_list_is_paged_in_the_order_of_bytes_and_rolled_up_at_the_delimiter()
    {
        await using var cloud = await StartAsync();
        foreach (var key in new[] { "a/1", "a/2", "b", "c/1", "d" })
            cloud.World.Buckets.Write("1234567890123456", "b-1", key, ReadOnlyMemory<byte>.Empty);

        List<string> seen = [];
        var token = "";
        do
        {
            var query = "/b-1/?delimiter=%2F&list-type=2&max-keys=2" + (token.Length > 0 ? "&continuation-token=" + Uri.EscapeDataString(token) : "");
            var page = (await cloud.Client.OssAsync("GET", query)).Ok().Xml;
            seen.AddRange(page.Elements("Contents").Select(one => one.Element("Key")!.Value).Concat(page.Elements("CommonPrefixes").Select(one => one.Element("Prefix")!.Value)).Order(StringComparer.Ordinal));
            token = page.Element("NextContinuationToken")?.Value ?? "";
        }
        while (token.Length > 0);

        Assert.Equal(["a/", "b", "c/", "d"], seen);
    }

    [Fact]
    public async Task A_multipart_upload_becomes_one_object()
    {
        await using var cloud = await StartAsync();
        var id = (await cloud.Client.OssAsync("POST", "/b-1/big?uploads")).Ok().Xml.Element("UploadId")!.Value;
        var first = (await cloud.Client.OssAsync("PUT", $"/b-1/big?partNumber=1&uploadId={id}", new byte[100 * 1024])).Ok().Headers["etag"];
        var second = (await cloud.Client.OssAsync("PUT", $"/b-1/big?partNumber=2&uploadId={id}", [7])).Ok().Headers["etag"];

        var body = $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{first}</ETag></Part><Part><PartNumber>2</PartNumber><ETag>{second}</ETag></Part></CompleteMultipartUpload>";
        var done = (await cloud.Client.OssAsync("POST", $"/b-1/big?uploadId={id}", Encoding.UTF8.GetBytes(body))).Ok();

        Assert.EndsWith("-2\"", done.Headers["etag"], StringComparison.Ordinal);
        Assert.Equal((100 * 1024) + 1, cloud.World.Buckets.Find("b-1", "big")!.Content.Length);
    }

    [Fact]
    public async Task A_bucket_of_another_account_is_closed()
    {
        await using var cloud = await StartAsync();
        cloud.World.Buckets.Write("9999999999999999", "theirs", "k", ReadOnlyMemory<byte>.Empty);

        Assert.Equal((403, "AccessDenied"), (await cloud.Client.OssAsync("GET", "/theirs/k")).Error);
        Assert.Equal((409, "BucketAlreadyExists"), (await cloud.Client.OssAsync("PUT", "/theirs/")).Error);
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        await using var cloud = await StartAsync();

        using var answer = await cloud.Client.Plain.GetAsync("/b-1/k");

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains("<Code>AccessDenied</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<Cloud> StartAsync()
    {
        var cloud = await Cloud.StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/")).Ok();
        return cloud;
    }
}
