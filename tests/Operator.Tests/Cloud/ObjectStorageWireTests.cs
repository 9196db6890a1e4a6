using System.Globalization;
using System.Text;
using CsCheck;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Tests.Cloud;

public sealed class ObjectStorageWireTests : IDisposable
{
    private readonly ScriptedCloud _wire = new();

    private IObjectStorage Objects => _wire.Cloud.Objects;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public void The_checksum_is_the_reflected_one()
    {
        Assert.Equal(11051210869376104954UL, Crc64.Of("123456789"u8));
        Assert.Equal(0UL, Crc64.Of([]));
    }

    [Fact]
    public void The_checksum_does_not_depend_on_how_the_bytes_come() => Gen.Select(Gen.Byte.Array, Gen.Byte.Array).Sample((head, tail) =>
    {
        var crc = default(Crc64);
        crc.Append(head);
        crc.Append(tail);
        return crc.Value == BitByBit([.. head, .. tail]);
    });

    [Fact]
    public void The_checksum_of_the_whole_follows_from_those_of_its_parts() => Gen.Select(Gen.Byte.Array, Gen.Byte.Array).Sample((head, tail) =>
        Crc64.Combine(Crc64.Of(head), Crc64.Of(tail), tail.Length) == Crc64.Of([.. head, .. tail]));

    [Fact]
    public async Task Many_objects_go_in_one_call_with_its_digest()
    {
        _wire.Answer(200, "<DeleteResult/>");

        await Objects.DeleteManyAsync("artifacts", ["a", "b <&> ü"], Cancellation);

        Assert.Equal(("POST", "/artifacts/?delete"), (_wire.Seen[0].Method, _wire.Seen[0].Target));
        Assert.Equal("<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>b &lt;&amp;&gt; ü</Key></Object></Delete>", _wire.Seen[0].Body);
        Assert.Equal(24, _wire.Seen[0].Header("content-md5")!.Length);
    }

    [Fact]
    public async Task A_put_states_length_type_and_metadata_and_is_checked()
    {
        _wire.Answer(200, "", ("ETag", "\"5b3c\""), ("x-oss-hash-crc64ecma", Sum("a: 1\n")));

        var written = await Objects.PutAsync(
            "artifacts", "agents/ü 1/config.yaml", ObjectBody.FromBytes("a: 1\n"u8.ToArray()),
            new() { ContentType = "application/yaml", Metadata = new Dictionary<string, string> { ["sha256"] = "abc" }, ForbidOverwrite = true }, Cancellation);

        var request = Assert.Single(_wire.Seen);
        Assert.Equal(("PUT", "/artifacts/agents/%C3%BC%201/config.yaml"), (request.Method, request.Target));
        Assert.Equal(("5", "application/yaml", "abc", "true"), (request.Header("content-length"), request.Header("content-type"), request.Header("x-oss-meta-sha256"), request.Header("x-oss-forbid-overwrite")));
        Assert.Equal((5, "5B3C"), (written.Size, written.ETag));
    }

    [Fact]
    public async Task Damage_on_the_way_is_noticed_in_both_directions()
    {
        _wire.Answer(200, "", ("x-oss-hash-crc64ecma", "1")).Answer(200, "a: 1\n", ("x-oss-hash-crc64ecma", "1"));

        var put = await Assert.ThrowsAsync<CloudException>(() => Objects.PutAsync("artifacts", "a", ObjectBody.FromBytes("a"u8.ToArray()), PutOptions.None, Cancellation));
        var get = await Assert.ThrowsAsync<CloudException>(() => Objects.GetAsync("artifacts", "a", Cancellation));

        Assert.Equal(("ChecksumMismatch", "ChecksumMismatch", CloudErrorKind.Unavailable), (put.Code, get.Code, get.Kind));
    }

    [Fact]
    public async Task A_file_is_streamed_up_and_down()
    {
        var content = new string('x', 300_000);
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, content, Cancellation);
            _wire.Answer(200, "", ("x-oss-hash-crc64ecma", Sum(content))).Answer(200, content, ("x-oss-hash-crc64ecma", Sum(content)));
            await Objects.PutAsync("artifacts", "bin/agent", ObjectBody.FromFile(path), PutOptions.None, Cancellation);
            using var down = new MemoryStream();
            var info = await Objects.DownloadAsync("artifacts", "bin/agent", down, Cancellation);

            Assert.Equal(content, _wire.Seen[0].Body);
            Assert.Equal((300_000, 300_000), (down.Length, info!.Size));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_download_that_broke_while_flowing_is_not_begun_again()
    {
        _wire.Do(_ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BreakingStream()) }));
        using var down = new MemoryStream();

        var failure = await Assert.ThrowsAsync<CloudException>(() => Objects.DownloadAsync("artifacts", "a", down, Cancellation));

        Assert.Equal("ConnectionLost", failure.Code);
        Assert.Single(_wire.Seen);
    }

    [Fact]
    public async Task A_head_tells_metadata_and_reads_its_refusal_from_a_header()
    {
        var noBucket = Convert.ToBase64String(Encoding.UTF8.GetBytes("<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>"));
        _wire.Answer(200, "", ("ETag", "\"AB\""), ("Content-Length", "0"), ("X-Oss-Meta-Sha256", "abc"), ("x-oss-hash-crc64ecma", "7")).Answer(404).Answer(404, "", ("x-oss-err", noBucket)).Answer(404, "", ("x-oss-err", "not base64"));

        var info = (await Objects.HeadAsync("artifacts", "a", Cancellation))!;
        Assert.Equal(("AB", "7", "abc"), (info.ETag, info.Crc64, info.Metadata["sha256"]));
        Assert.Null(await Objects.HeadAsync("artifacts", "a", Cancellation));
        Assert.Equal((CloudErrorKind.NotFound, "NoSuchBucket"), await KindAndCodeAsync(() => Objects.HeadAsync("artifacts", "a", Cancellation)));
        Assert.Null(await Objects.HeadAsync("artifacts", "a", Cancellation));
    }

    [Fact]
    public async Task A_list_follows_its_pages_and_decodes_its_keys()
    {
        _wire.Answer(200, """
            <?xml version="1.0" encoding="UTF-8"?><ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>Cg+/=</NextContinuationToken>
            <Contents><Key>a%2Bb%20c</Key><LastModified>2025-01-15T08:30:00.000Z</LastModified><ETag>"5b3c"</ETag><Size>5</Size></Contents></ListBucketResult>
            """).Answer(200, "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>z</Key><Size>9</Size></Contents></ListBucketResult>");

        var found = new List<ObjectSummary>();
        await foreach (var item in Objects.ListAsync("artifacts", "", Cancellation))
            found.Add(item);

        Assert.Equal([("a+b c", 5L, "5B3C"), ("z", 9L, "")], found.Select(item => (item.Key, item.Size, item.ETag)));
        Assert.Equal("/artifacts/?encoding-type=url&list-type=2&max-keys=1000", _wire.Seen[0].Target);
        Assert.Contains("continuation-token=Cg%2B%2F%3D", _wire.Seen[1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_type_in_an_answer_is_not_followed()
    {
        _wire.Answer(200, """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><ListBucketResult><Contents><Key>&e;</Key></Contents></ListBucketResult>""");

        await Assert.ThrowsAsync<CloudException>(async () =>
        {
            await foreach (var _ in Objects.ListAsync("artifacts", "", Cancellation))
                Assert.Fail("Nothing may be read.");
        });
    }

    [Fact]
    public async Task A_name_as_host_gets_the_bucket_before_it()
    {
        using var wire = new ScriptedCloud(new CloudEndpoints());
        wire.Answer(204);

        await wire.Cloud.Objects.DeleteAsync("artifacts", "a", Cancellation);

        Assert.Equal("https://artifacts.oss-cn-hangzhou.aliyuncs.com/a", wire.Seen[0].Address.AbsoluteUri);
        Assert.Equal("artifacts.oss-cn-hangzhou.aliyuncs.com", wire.Seen[0].Header("host"));
    }

    [Theory]
    [InlineData("artifacts", "")]
    [InlineData("artifacts", "/a")]
    [InlineData("artifacts", "a//b")]
    [InlineData("artifacts", "a/../b")]
    [InlineData("artifacts", ".")]
    [InlineData("UPPER", "a")]
    [InlineData("a/b", "a")]
    public async Task A_name_that_would_be_tidied_after_signing_is_refused_unsent(string bucket, string key)
    {
        Assert.Equal(CloudErrorKind.Invalid, (await KindAndCodeAsync(() => Objects.DeleteAsync(bucket, key, Cancellation))).Kind);
        Assert.Empty(_wire.Seen);
    }

    [Fact]
    public async Task A_folder_marker_is_a_fine_name()
    {
        _wire.Answer(200);
        await Objects.PutAsync("artifacts", "agents/", ObjectBody.FromBytes(default), PutOptions.None, Cancellation);
        Assert.Equal(("/artifacts/agents/", "0"), (_wire.Seen[0].Target, _wire.Seen[0].Header("content-length")));
    }

    [Fact]
    public async Task A_bucket_that_is_ours_already_is_made_and_that_of_another_is_not()
    {
        const string Taken = "<Error><Code>BucketAlreadyExists</Code><Message>taken</Message></Error>";
        _wire.Answer(409, Taken).Answer(200, "<BucketInfo><Bucket><Name>artifacts</Name><Location>oss-cn-hangzhou</Location><AccessControlList><Grant>private</Grant></AccessControlList><Owner><ID>1</ID></Owner></Bucket></BucketInfo>")
            .Answer(409, Taken).Answer(403, "<Error><Code>AccessDenied</Code></Error>");

        await Objects.CreateBucketAsync("artifacts", Cancellation);
        Assert.Equal(("private", "/artifacts/?bucketInfo"), (_wire.Seen[0].Header("x-oss-acl"), _wire.Seen[1].Target));
        Assert.Equal((CloudErrorKind.AlreadyExists, "BucketAlreadyExists"), await KindAndCodeAsync(() => Objects.CreateBucketAsync("artifacts", Cancellation)));
    }

    [Fact]
    public async Task Metadata_that_a_header_cannot_carry_is_refused_by_name()
    {
        var options = new PutOptions { Metadata = new Dictionary<string, string> { ["note"] = "a\r\nb" } };
        Assert.Equal("InvalidMetadata", (await KindAndCodeAsync(() => Objects.PutAsync("artifacts", "a", ObjectBody.FromBytes(default), options, Cancellation))).Code);
    }

    private static async Task<(CloudErrorKind Kind, string Code)> KindAndCodeAsync(Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<CloudException>(call);
        return (failure.Kind, failure.Code);
    }

    private static string Sum(string text) => Crc64.Of(Encoding.UTF8.GetBytes(text)).ToString(CultureInfo.InvariantCulture);

    private static ulong BitByBit(byte[] bytes)
    {
        var crc = ulong.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xC96C5795D7870F42 : crc >> 1;
        }

        return ~crc;
    }

    private sealed class BreakingStream : MemoryStream
    {
        private bool _begun;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_begun)
                throw new IOException("gone");
            _begun = true;
            buffer.Span[0] = 1;
            return ValueTask.FromResult(1);
        }
    }
}
