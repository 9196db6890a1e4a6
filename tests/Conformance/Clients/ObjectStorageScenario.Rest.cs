using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Conformance.Clients;

internal sealed partial class ObjectStorageScenario
{
    // Just above what our clients send in one piece.
    private const int Large = (16 << 20) + 16;

    private async Task PartsAsync()
    {
        var content = new byte[Large];
        Array.Fill(content, (byte)1);
        var options = new PutOptions { Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = "ff" } };
        await steps.DoAsync("put in parts", async () =>
        {
            await _oss.PutAsync(Bucket, "bin/big agent", ObjectBody.FromBytes(content), options, cancellation);
            var read = await _oss.GetAsync(Bucket, "bin/big agent", cancellation);
            Assert.True(content.AsSpan().SequenceEqual(read));
        });
        // A fault rule of the harness.
        await steps.RefusedAsync("abortMultipartUpload", "AccessDenied", () => _oss.PutAsync(Bucket, "bin/dropped", ObjectBody.FromBytes(content), new(), cancellation));
    }

    private async Task DeletesAsync()
    {
        await steps.DoAsync("delete", async () =>
        {
            await _oss.DeleteAsync(Bucket, Config, cancellation);
            await AbsentAsync(Config);
            await _oss.DeleteAsync(Bucket, Config, cancellation);
        });
        const string Odd = "agents/a&b<c>.yaml";
        await PutAsync(Odd, "odd", s_yaml);
        await steps.DoAsync("deleteMulti", async () =>
        {
            await _oss.DeleteManyAsync(Bucket, [Odd, Special, "empty.txt"], cancellation);
            foreach (var gone in new[] { Odd, Special, "empty.txt" })
                await AbsentAsync(gone);
        });
        Assert.Equal(CloudErrorKind.Blocked, (await Assert.ThrowsAsync<CloudException>(() => _oss.DeleteBucketAsync(Bucket, cancellation))).Kind);
        await _oss.DeleteManyAsync(Bucket, await NamesAsync(""), cancellation);
        await steps.DoAsync("deleteBucket", async () =>
        {
            await _oss.DeleteBucketAsync(Bucket, cancellation);
            Assert.Null(await _oss.FindBucketAsync(Bucket, cancellation));
        });
        await steps.DoAsync("listBuckets (no bucket)", async () =>
        {
            List<string> names = [];
            await foreach (var bucket in _oss.ListBucketsAsync("art", cancellation))
                names.Add(bucket.Name);
            Assert.Equal(["artifacts"], names);
        });
    }

    private async Task BeyondAsync()
    {
        await _oss.CreateBucketAsync(Bucket, cancellation);
        await steps.DoAsync("append", async () =>
        {
            var tail = await _oss.AppendAsync(Bucket, "log", ObjectTail.Empty, ObjectBody.FromBytes("one "u8.ToArray()), new(), cancellation);
            Assert.Equal(4, tail.Length);
            await _oss.AppendAsync(Bucket, "log", tail, ObjectBody.FromBytes("two"u8.ToArray()), new(), cancellation);
            Assert.Equal("one two", await TextAsync("log"));
            await Steps.RefusedAsync("PositionNotEqualToLength", () => _oss.AppendAsync(Bucket, "log", new(1, null), ObjectBody.FromBytes("x"u8.ToArray()), new(), cancellation));
        });
    }

    private async Task AbsentAsync(string key) => Assert.Null(await _oss.HeadAsync(Bucket, key, cancellation));
}
