using Sonde.Emulator.Faults;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Integration.Cloud;

public sealed class ObjectStorageTests : BucketTests
{
    [Fact]
    public async Task A_bucket_is_made_once_and_found()
    {
        await Objects.CreateBucketAsync(Bucket, Cancellation);

        var found = (await Objects.FindBucketAsync(Bucket, Cancellation))!;
        Assert.Equal((Bucket, "oss-cn-hangzhou", "private"), (found.Name, found.Location, found.Acl));
        Assert.Null(await Objects.FindBucketAsync("no-such-bucket", Cancellation));
    }

    [Theory]
    [InlineData("agents/sha256-abc/config.yaml")]
    [InlineData("agents/ünï 中文/a+b&c=d~e'f(g)*h!i%j?k#l.yaml")]
    [InlineData("agents/")]
    public async Task An_object_lives_from_put_to_delete(string key)
    {
        Assert.Null(await Objects.HeadAsync(Bucket, key, Cancellation));
        Assert.Null(await Objects.GetAsync(Bucket, key, Cancellation));
        var written = await Objects.PutAsync(
            Bucket, key, ObjectBody.FromBytes("a: 1\n"u8.ToArray()), new() { ContentType = "application/yaml", Metadata = new Dictionary<string, string> { ["sha256"] = "abc" } }, Cancellation);

        var head = (await Objects.HeadAsync(Bucket, key, Cancellation))!;
        Assert.Equal((5, written.ETag, written.Crc64, "abc", "application/yaml"), (head.Size, head.ETag, head.Crc64, head.Metadata["sha256"], head.ContentType));
        Assert.Equal("a: 1\n"u8.ToArray(), await Objects.GetAsync(Bucket, key, Cancellation));

        await Objects.DeleteAsync(Bucket, key, Cancellation);
        await Objects.DeleteAsync(Bucket, key, Cancellation);
        Assert.Null(await Objects.HeadAsync(Bucket, key, Cancellation));
    }

    [Fact]
    public async Task A_binary_goes_up_from_a_file_and_comes_down_the_same()
    {
        var content = Random(17_000_000);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await File.WriteAllBytesAsync(path, content, Cancellation);
            await Objects.PutAsync(Bucket, "bin/agent", ObjectBody.FromFile(path), PutOptions.None, Cancellation);
            using var down = new MemoryStream(content.Length);
            await Objects.DownloadAsync(Bucket, "bin/agent", down, Cancellation);
            Assert.True(content.AsSpan().SequenceEqual(down.ToArray()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("UploadPart", FaultMode.AfterWork)]
    [InlineData("UploadPart", FaultMode.Reset)]
    [InlineData("CompleteMultipartUpload", FaultMode.AfterWork)]
    [InlineData("InitiateMultipartUpload", FaultMode.ResetInBody)]
    public async Task A_large_object_outlives_a_fault_of_one_of_its_calls(string operation, FaultMode mode)
    {
        var content = Random(20_000_001);
        Emulated.Server.Faults.Add(new() { Service = "oss", Operation = operation, Mode = mode, Count = 1 });

        var written = await Objects.PutAsync(Bucket, "bin/agent", ObjectBody.FromBytes(content), new() { ContentType = "application/x-agent", Metadata = new Dictionary<string, string> { ["sha256"] = "abc" } }, Cancellation);

        var head = (await Objects.HeadAsync(Bucket, "bin/agent", Cancellation))!;
        Assert.Equal((20_000_001, written.Crc64, "abc", "application/x-agent"), (head.Size, head.Crc64, head.Metadata["sha256"], head.ContentType));
        Assert.EndsWith("-3", head.ETag, StringComparison.Ordinal);
        var down = await Objects.GetAsync(Bucket, "bin/agent", Cancellation);
        Assert.True(content.AsSpan().SequenceEqual(down));
    }

    [Fact]
    public async Task A_large_object_that_cannot_be_finished_leaves_no_parts_and_no_object()
    {
        Emulated.Server.Faults.Add(new() { Service = "oss", Operation = "UploadPart", Match = "partNumber=2", Status = 403 });
        // Changes nothing, counts.
        Emulated.Server.Faults.Add(new() { Service = "oss", Operation = "AbortMultipartUpload", DelayMs = 1 });

        var failure = await Assert.ThrowsAsync<CloudException>(() => Objects.PutAsync(Bucket, "bin/agent", ObjectBody.FromBytes(Random(20_000_000)), PutOptions.None, Cancellation));

        Assert.Equal((CloudErrorKind.Denied, "UploadPart"), (failure.Kind, failure.Operation));
        Assert.Null(await Objects.HeadAsync(Bucket, "bin/agent", Cancellation));
        Assert.Equal(1, Emulated.Server.Faults.All().Single(rule => rule.Operation == "AbortMultipartUpload").Hits);
    }

    [Fact]
    public async Task A_copy_keeps_content_and_metadata_and_many_are_deleted_at_once()
    {
        await Objects.PutAsync(Bucket, "a b/ü", ObjectBody.FromBytes("1"u8.ToArray()), new() { Metadata = new Dictionary<string, string> { ["sha256"] = "abc" } }, Cancellation);

        Assert.True(await Objects.CopyAsync(Bucket, "a b/ü", Bucket, "copy <&>", Cancellation));
        Assert.False(await Objects.CopyAsync(Bucket, "none", Bucket, "copy2", Cancellation));
        Assert.Equal("abc", (await Objects.HeadAsync(Bucket, "copy <&>", Cancellation))!.Metadata["sha256"]);

        await Objects.DeleteManyAsync(Bucket, ["a b/ü", "copy <&>", "none"], Cancellation);
        Assert.Null(await Objects.HeadAsync(Bucket, "a b/ü", Cancellation));
        Assert.Null(await Objects.HeadAsync(Bucket, "copy <&>", Cancellation));
    }

    [Fact]
    public async Task An_object_that_exists_is_not_replaced_when_that_is_forbidden()
    {
        var options = new PutOptions { ForbidOverwrite = true };
        await Objects.PutAsync(Bucket, "a", ObjectBody.FromBytes("1"u8.ToArray()), options, Cancellation);

        var failure = await Assert.ThrowsAsync<CloudException>(() => Objects.PutAsync(Bucket, "a", ObjectBody.FromBytes("2"u8.ToArray()), options, Cancellation));

        Assert.Equal(CloudErrorKind.AlreadyExists, failure.Kind);
        Assert.Equal("1"u8.ToArray(), await Objects.GetAsync(Bucket, "a", Cancellation));
    }

    [Fact]
    public async Task A_list_is_read_to_its_end_below_its_prefix()
    {
        for (var i = 0; i < 1005; i++)
            await Objects.PutAsync(Bucket, $"p/{i:0000} +ü", ObjectBody.FromBytes("x"u8.ToArray()), PutOptions.None, Cancellation);
        await Objects.PutAsync(Bucket, "q/1", ObjectBody.FromBytes("x"u8.ToArray()), PutOptions.None, Cancellation);

        var keys = new List<string>();
        await foreach (var item in Objects.ListAsync(Bucket, "p/", Cancellation))
            keys.Add(item.Key);

        Assert.Equal([.. Enumerable.Range(0, 1005).Select(i => $"p/{i:0000} +ü")], keys);
    }

    [Fact]
    public async Task Refusals_have_their_kinds()
    {
        var absent = await Assert.ThrowsAsync<CloudException>(() => Objects.PutAsync("no-such-bucket", "a", ObjectBody.FromBytes(default), PutOptions.None, Cancellation));
        Assert.Equal((CloudErrorKind.NotFound, "NoSuchBucket"), (absent.Kind, absent.Code));

        var wrong = await Assert.ThrowsAsync<CloudException>(() => Emulated.With(EmulatedCloud.Key with { Secret = "wrong-secret" }).Objects.HeadAsync(Bucket, "a", Cancellation));
        Assert.Equal((CloudErrorKind.Denied, "SignatureDoesNotMatch"), (wrong.Kind, wrong.Code));
        Assert.DoesNotContain("wrong-secret", wrong.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Random(int length)
    {
        var content = new byte[length];
        new Random(7).NextBytes(content);
        return content;
    }

    [Fact]
    public async Task A_put_outlives_a_lost_answer()
    {
        Emulated.Server.Faults.Add(new() { Service = "oss", Operation = "PutObject", Mode = FaultMode.AfterWork, Count = 1 });

        await Objects.PutAsync(Bucket, "a", ObjectBody.FromBytes("1"u8.ToArray()), PutOptions.None, Cancellation);

        Assert.Equal("1"u8.ToArray(), await Objects.GetAsync(Bucket, "a", Cancellation));
    }
}
