using System.Security.Cryptography;
using System.Text;

namespace Sonde.Emulator.Tests;

/// <summary>Corners of OSS: positions, parts, conditions, ranges, limits.</summary>
public sealed class OssCornerTests
{
    private const string Xml = "<CompleteMultipartUpload>PARTS</CompleteMultipartUpload>";

    [Fact]
    public async Task An_append_goes_on_where_the_object_ends_and_a_wrong_one_is_told_where_that_is()
    {
        await using var cloud = await StartAsync();

        var first = (await cloud.Client.OssAsync("POST", "/b-1/log?append&position=0", "abc"u8.ToArray())).Ok();
        var wrong = await cloud.Client.OssAsync("POST", "/b-1/log?append&position=1", "x"u8.ToArray());
        var second = (await cloud.Client.OssAsync("POST", "/b-1/log?append&position=3", "de"u8.ToArray())).Ok();
        var read = (await cloud.Client.OssAsync("GET", "/b-1/log")).Ok();

        Assert.Equal("3", first.Headers["x-oss-next-append-position"]);
        Assert.Equal((409, "PositionNotEqualToLength"), wrong.Error);
        Assert.Equal("3", wrong.Headers["x-oss-next-append-position"]);
        Assert.Equal(("5", $"{Oss.Crc64.Of("abcde"u8)}"), (second.Headers["x-oss-next-append-position"], second.Headers["x-oss-hash-crc64ecma"]));
        Assert.Equal(("abcde", "5", "Appendable"), (read.Text, read.Headers["x-oss-next-append-position"], read.Headers["x-oss-object-type"]));
    }

    [Theory]
    [InlineData("/b-1/plain?append&position=1", 409, "ObjectNotAppendable")]
    [InlineData("/b-1/new?append&position=1", 409, "PositionNotEqualToLength")]
    [InlineData("/b-1/new?append", 400, "MissingArgument")]
    [InlineData("/b-1/new?append&position=-1", 400, "InvalidArgument")]
    public async Task An_append_that_does_not_fit_is_refused(string path, int status, string code)
    {
        await using var cloud = await StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "b-1", "plain", new byte[] { 1 });

        Assert.Equal((status, code), (await cloud.Client.OssAsync("POST", path, [1])).Error);
    }

    /// <summary>Sizes of the parts 1, 2, …; what is asked for as number and tag of a part (=: the right one); the refusal.</summary>
    public static TheoryData<int[], string, string> Uploads => new()
    {
        { [102400, 1], "2= 1=", "InvalidPartOrder" },
        { [102400, 1], "1= 1=", "InvalidPartOrder" },
        { [102400, 1], "1= 3=", "InvalidPart" },
        { [102400, 1], "1= 2:00000000000000000000000000000000", "InvalidPart" },
        { [1, 102400], "1= 2=", "EntityTooSmall" },
        { [102400], "", "MalformedXML" },
    };

    [Theory]
    [MemberData(nameof(Uploads))]
    public async Task Parts_that_make_no_object_are_refused_and_the_upload_stays(int[] sizes, string asked, string code)
    {
        await using var cloud = await StartAsync();
        var id = await InitiateAsync(cloud, "big");
        List<string> tags = [];
        for (var part = 0; part < sizes.Length; part++)
            tags.Add((await cloud.Client.OssAsync("PUT", $"/b-1/big?partNumber={part + 1}&uploadId={id}", new byte[sizes[part]])).Ok().Headers["etag"]);
        var parts = string.Concat(asked.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text =>
        {
            var number = text.Split('=', ':')[0];
            var tag = text.EndsWith('=') ? tags.ElementAtOrDefault(int.Parse(number) - 1) ?? tags[0] : text.Split(':')[1];
            return $"<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag></Part>";
        }));

        Assert.Equal((400, code), (await cloud.Client.OssAsync("POST", $"/b-1/big?uploadId={id}", Encoding.UTF8.GetBytes(Xml.Replace("PARTS", parts, StringComparison.Ordinal)))).Error);
        Assert.Equal(404, (await cloud.Client.OssAsync("HEAD", "/b-1/big")).Status);
        Assert.Equal(sizes.Length, (await cloud.Client.OssAsync("GET", $"/b-1/big?uploadId={id}")).Ok().Xml.Elements("Part").Count());
    }

    [Theory]
    [InlineData("PUT", "/b-1/big?partNumber=0&uploadId=ID", 400, "InvalidArgument")]
    [InlineData("PUT", "/b-1/big?partNumber=10001&uploadId=ID", 400, "InvalidArgument")]
    [InlineData("PUT", "/b-1/big?uploadId=ID", 400, "InvalidArgument")]
    [InlineData("PUT", "/b-1/other?partNumber=1&uploadId=ID", 404, "NoSuchUpload")]
    [InlineData("PUT", "/b-1/big?partNumber=1&uploadId=0", 404, "NoSuchUpload")]
    [InlineData("DELETE", "/b-1/big?uploadId=0", 404, "NoSuchUpload")]
    [InlineData("GET", "/b-1/big?uploadId=0", 404, "NoSuchUpload")]
    [InlineData("GET", "/b-1/big?max-parts=0&uploadId=ID", 400, "InvalidArgument")]
    public async Task A_part_of_no_number_or_of_no_upload_is_refused(string method, string path, int status, string code)
    {
        await using var cloud = await StartAsync();
        var id = await InitiateAsync(cloud, "big");

        Assert.Equal((status, code), (await cloud.Client.OssAsync(method, path.Replace("ID", id, StringComparison.Ordinal), method == "PUT" ? [1] : null)).Error);
    }

    [Fact]
    public async Task A_part_that_is_sent_again_replaces_itself_and_an_aborted_upload_is_gone()
    {
        await using var cloud = await StartAsync();
        var id = await InitiateAsync(cloud, "big");
        await cloud.Client.OssAsync("PUT", $"/b-1/big?partNumber=1&uploadId={id}", [1]);
        var again = (await cloud.Client.OssAsync("PUT", $"/b-1/big?partNumber=1&uploadId={id}", [2, 3])).Ok();

        var part = Assert.Single((await cloud.Client.OssAsync("GET", $"/b-1/big?uploadId={id}")).Ok().Xml.Elements("Part"));
        Assert.Equal(("2", again.Headers["etag"], $"{Oss.Crc64.Of([2, 3])}"), (part.Element("Size")!.Value, part.Element("ETag")!.Value, part.Element("HashCrc64ecma")!.Value));
        Assert.Equal((409, "BucketNotEmpty"), (await cloud.Client.OssAsync("DELETE", "/b-1/")).Error);
        Assert.Equal(204, (await cloud.Client.OssAsync("DELETE", $"/b-1/big?uploadId={id}")).Status);
        Assert.Equal((404, "NoSuchUpload"), (await cloud.Client.OssAsync("PUT", $"/b-1/big?partNumber=1&uploadId={id}", [1])).Error);
        Assert.Equal(204, (await cloud.Client.OssAsync("DELETE", "/b-1/")).Status);
    }

    [Fact]
    public async Task Parts_are_paged_by_number_and_uploads_by_key_and_id()
    {
        await using var cloud = await StartAsync();
        var id = await InitiateAsync(cloud, "a");
        for (var part = 1; part <= 5; part++)
            (await cloud.Client.OssAsync("PUT", $"/b-1/a?partNumber={part}&uploadId={id}", [(byte)part])).Ok();
        foreach (var key in new[] { "a", "b", "c" })
            await InitiateAsync(cloud, key);
        List<string> parts = [], uploads = [];

        for (var (marker, more) = ("0", true); more;)
        {
            var page = (await cloud.Client.OssAsync("GET", $"/b-1/a?max-parts=2&part-number-marker={marker}&uploadId={id}")).Ok().Xml;
            parts.AddRange(page.Elements("Part").Select(one => one.Element("PartNumber")!.Value));
            (marker, more) = (page.Element("NextPartNumberMarker")!.Value, page.Element("IsTruncated")!.Value == "true");
        }

        for (var (key, upload, more) = ("", "", true); more;)
        {
            var page = (await cloud.Client.OssAsync("GET", "/b-1/?max-uploads=1&uploads" + (key.Length > 0 ? $"&key-marker={key}&upload-id-marker={upload}" : ""))).Ok().Xml;
            uploads.AddRange(page.Elements("Upload").Select(one => $"{one.Element("Key")!.Value} {one.Element("UploadId")!.Value}"));
            (key, upload, more) = (page.Element("NextKeyMarker")?.Value ?? "", page.Element("NextUploadIdMarker")?.Value ?? "", page.Element("IsTruncated")!.Value == "true");
        }

        Assert.Equal(["1", "2", "3", "4", "5"], parts);
        Assert.Equal(["a", "a", "b", "c"], uploads.Select(one => one[..1]));
        Assert.Equal(4, uploads.Distinct().Count());
    }

    [Theory]
    [InlineData("if-match", "ETAG", 200)]
    [InlineData("if-match", "\"0\"", 412)]
    [InlineData("if-none-match", "ETAG", 304)]
    [InlineData("if-none-match", "\"0\"", 200)]
    [InlineData("if-modified-since", "Thu, 01 Jan 2026 12:00:00 GMT", 304)]
    [InlineData("if-modified-since", "Thu, 01 Jan 2026 11:59:59 GMT", 200)]
    [InlineData("if-unmodified-since", "Thu, 01 Jan 2026 12:00:00 GMT", 200)]
    [InlineData("if-unmodified-since", "Thu, 01 Jan 2026 11:59:59 GMT", 412)]
    public async Task A_condition_lets_a_read_through_or_not_with_a_body_or_without(string header, string value, int status)
    {
        await using var cloud = await StartAsync();
        var tag = (await cloud.Client.OssAsync("PUT", "/b-1/k", "abc"u8.ToArray())).Ok().Headers["etag"];
        var condition = (header, value.Replace("ETAG", tag, StringComparison.Ordinal));

        var get = await cloud.Client.OssAsync("GET", "/b-1/k", null, condition);
        var head = await cloud.Client.OssAsync("HEAD", "/b-1/k", null, condition);

        Assert.Equal((status, status), (get.Status, head.Status));
        Assert.Equal(status switch { 200 => "abc", 304 => "", _ => "PreconditionFailed" }, status == 412 ? get.Error.Code : get.Text);
        Assert.Equal(status == 412, head.Headers.ContainsKey("x-oss-err"));
        Assert.Empty(head.Body);
    }

    [Theory]
    [InlineData("bytes=2-4", "", 206, "234", "bytes 2-4/10")]
    [InlineData("bytes=8-", "", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=-3", "", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=8-99", "", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=10-", "", 200, "0123456789", "")]
    [InlineData("bytes=10-", "standard", 416, "InvalidRange", "")]
    [InlineData("lines=1-2", "", 200, "0123456789", "")]
    public async Task A_range_is_answered_with_the_check_sum_of_the_whole(string range, string behavior, int status, string body, string told)
    {
        await using var cloud = await StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/k", "0123456789"u8.ToArray())).Ok();

        var reply = await cloud.Client.OssAsync("GET", "/b-1/k", null, behavior.Length > 0 ? [("range", range), ("x-oss-range-behavior", behavior)] : [("range", range)]);

        Assert.Equal((status, body), (reply.Status, status == 416 ? reply.Error.Code : reply.Text));
        Assert.Equal(told, reply.Headers.GetValueOrDefault("content-range", ""));
        if (status != 416)
            Assert.Equal($"{Oss.Crc64.Of("0123456789"u8)}", reply.Headers["x-oss-hash-crc64ecma"]);
    }

    [Fact]
    public async Task Deleting_many_needs_the_digest_of_the_list_and_answers_what_it_deleted()
    {
        await using var cloud = await StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/a", [1])).Ok();
        var list = "<Delete><Quiet>false</Quiet><Object><Key>a</Key></Object><Object><Key>absent</Key></Object></Delete>"u8.ToArray();

        Assert.Equal((400, "MissingArgument"), (await cloud.Client.OssAsync("POST", "/b-1/?delete", list)).Error);
        Assert.Equal((400, "InvalidDigest"), (await cloud.Client.OssAsync("POST", "/b-1/?delete", list, ("content-md5", Convert.ToBase64String(new byte[16])))).Error);
#pragma warning disable CA5351 // The protocol's digest.
        var deleted = (await cloud.Client.OssAsync("POST", "/b-1/?delete", list, ("content-md5", Convert.ToBase64String(MD5.HashData(list))))).Ok().Xml;
#pragma warning restore CA5351

        Assert.Equal(["a", "absent"], deleted.Elements("Deleted").Select(one => one.Element("Key")!.Value));
        Assert.Empty((await cloud.Client.OssAsync("GET", "/b-1/?list-type=2")).Ok().Xml.Elements("Contents"));
    }

    [Theory]
    [InlineData("true", 409, "FileAlreadyExists")]
    [InlineData("yes", 400, "InvalidArgument")]
    public async Task Overwriting_is_forbidden_to_every_way_of_writing(string value, int status, string code)
    {
        await using var cloud = await StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/k", [1])).Ok();
        var forbid = ("x-oss-forbid-overwrite", value);

        Assert.Equal((status, code), (await cloud.Client.OssAsync("PUT", "/b-1/k", [2], forbid)).Error);
        Assert.Equal((status, code), (await cloud.Client.OssAsync("PUT", "/b-1/k", null, forbid, ("x-oss-copy-source", "/b-1/k"))).Error);
        Assert.Equal((status, code), (await cloud.Client.OssAsync("POST", "/b-1/k?uploads", null, forbid)).Error);
        Assert.Equal("\u0001", (await cloud.Client.OssAsync("GET", "/b-1/k")).Text);
    }

    [Fact]
    public async Task An_account_has_a_hundred_buckets_and_no_more()
    {
        await using var cloud = await StartAsync();
        for (var at = 1; at < 100; at++)
            cloud.World.Buckets.Write("1234567890123456", $"bucket-{at}", "k", ReadOnlyMemory<byte>.Empty);

        Assert.Equal((400, "TooManyBuckets"), (await cloud.Client.OssAsync("PUT", "/one-more/")).Error);
        Assert.Equal(200, (await cloud.Client.OssAsync("PUT", "/b-1/")).Status);
    }

    [Theory]
    [InlineData("if-modified-since", "Thu, 01 Jan 2026 12:00:00 GMT", 400, "NotImplemented")]
    [InlineData("x-oss-tagging", "a=1&a=2", 400, "InvalidTag")]
    [InlineData("x-oss-tagging", "a=%3F", 400, "InvalidTag")]
    [InlineData("x-oss-meta-long", "LONG", 400, "MetadataTooLarge")]
    public async Task A_header_that_no_write_may_have_is_refused(string header, string value, int status, string code)
    {
        await using var cloud = await StartAsync();

        Assert.Equal((status, code), (await cloud.Client.OssAsync("PUT", "/b-1/k", [1], (header, value == "LONG" ? new string('x', 8200) : value))).Error);
    }

    private static async Task<string> InitiateAsync(Cloud cloud, string key) => (await cloud.Client.OssAsync("POST", $"/b-1/{key}?uploads")).Ok().Xml.Element("UploadId")!.Value;

    private static async Task<Cloud> StartAsync()
    {
        var cloud = await Cloud.StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/")).Ok();
        return cloud;
    }
}
