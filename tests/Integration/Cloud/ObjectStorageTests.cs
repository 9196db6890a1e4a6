using Sonde.Emulator.Faults;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Integration.Cloud;

public sealed class ObjectStorageTests : IAsyncLifetime
{
    private const string Bucket = "artifacts-test";
    private EmulatedCloud _emulated = null!;

    private IObjectStorage Objects => _emulated.Cloud.Objects;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulated = await EmulatedCloud.StartAsync();
        await Objects.CreateBucketAsync(Bucket, Cancellation);
    }

    public ValueTask DisposeAsync() => _emulated.DisposeAsync();

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
        var content = new byte[17_000_000];
        new Random(7).NextBytes(content);
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

        var wrong = await Assert.ThrowsAsync<CloudException>(() => _emulated.With(EmulatedCloud.Key with { Secret = "wrong-secret" }).Objects.HeadAsync(Bucket, "a", Cancellation));
        Assert.Equal((CloudErrorKind.Denied, "SignatureDoesNotMatch"), (wrong.Kind, wrong.Code));
        Assert.DoesNotContain("wrong-secret", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_put_outlives_a_lost_answer()
    {
        _emulated.Server.Faults.Add(new() { Service = "oss", Operation = "PutObject", Mode = FaultMode.AfterWork, Count = 1 });

        await Objects.PutAsync(Bucket, "a", ObjectBody.FromBytes("1"u8.ToArray()), PutOptions.None, Cancellation);

        Assert.Equal("1"u8.ToArray(), await Objects.GetAsync(Bucket, "a", Cancellation));
    }
}
