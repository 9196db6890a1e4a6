using System.Net;
using System.Text;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Conformance.Clients;

/// <summary>What <c>Sdk/oss.js</c> does, in its order: whole objects here, the rest beside it.</summary>
internal sealed partial class ObjectStorageScenario(Actor actor, Steps steps, CancellationToken cancellation)
{
    private const string Bucket = "artifacts-test";
    private const string Config = "agents/sha256-abc/config.yaml";
    private const string Special = "agents/ünï 中文/a+b&c=d~e'f(g)*h!i%j?k#l.yaml";
    private const string Elf = "\u007fELF-fake";
    private const string Content = "a: 1\n";
    private static readonly PutOptions s_text = new() { ContentType = "text/plain" };
    private static readonly PutOptions s_yaml = new() { ContentType = "text/yaml" };

    private readonly IObjectStorage _oss = actor.Connect().Objects;

    public async Task PlayAsync()
    {
        await WritesAsync();
        await ReadsAsync();
        await ListsAsync();
        await TagsAsync();
        await PartsAsync();
        await RefusalsAsync();
        await PresignedAsync();
        await DeletesAsync();
        await BeyondAsync();
    }

    private async Task WritesAsync()
    {
        await steps.DoAsync("putBucket", () => _oss.CreateBucketAsync(Bucket, cancellation));
        await steps.DoAsync("getBucketInfo", async () =>
            Assert.Equal(new(Bucket, $"oss-{Actor.Region}", "private", Actor.Account), await _oss.FindBucketAsync(Bucket, cancellation)));
        await steps.DoAsync("put simple", () => PutAsync(Config, Content, new()
        {
            ContentType = "application/yaml",
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = "abc", ["owner"] = "ns-name" },
        }));
        await steps.DoAsync("put special key", async () =>
        {
            await PutAsync(Special, "special", s_yaml with { ForbidOverwrite = true, Tags = [new("managed-by", "operator"), new("uid", "8b5f")] });
            Assert.Equal([new("managed-by", "operator"), new("uid", "8b5f")], await _oss.FindTagsAsync(Bucket, Special, cancellation));
        });
        await steps.DoAsync("put empty", () => PutAsync("empty.txt", "", s_text));
        await steps.DoAsync("putStream", async () =>
        {
            await PutAsync("bin/agent", Elf, new());
            Assert.Equal(Elf, await TextAsync("bin/agent"));
        });
    }

    private async Task ReadsAsync()
    {
        var head = await steps.GetAsync("head", async () =>
        {
            var found = (await _oss.HeadAsync(Bucket, Config, cancellation))!;
            Assert.Equal((5, "application/yaml", "abc", "ns-name"), (found.Size, found.ContentType, found.Metadata["sha256"], found.Metadata["owner"]));
            return found;
        });
        await steps.DoAsync("get", async () => Assert.Equal(Content, await TextAsync(Config)));
        await steps.DoAsync("get special", async () => Assert.Equal("special", await TextAsync(Special)));
        await steps.DoAsync("get range", async () =>
        {
            var part = (await _oss.ReadAsync(Bucket, Config, new() { Offset = 0, Length = 2 }, cancellation))!;
            Assert.Equal(("a:", 0, 5), (Encoding.UTF8.GetString(part.Content!.Value.Span), part.Offset, part.Info!.Size));
        });
        await steps.DoAsync("get if-none-match", async () =>
            Assert.Same(ObjectRead.Unchanged, await _oss.ReadAsync(Bucket, Config, new() { IfNoneMatch = head!.ETag }, cancellation)));
    }

    private async Task ListsAsync()
    {
        await steps.DoAsync("listV2", async () => Assert.Equal([Special], await NamesAsync("agents/ünï 中文/")));
        await steps.DoAsync("listV2 token", async () =>
        {
            // Page by page, as the script asks for it.
            using var small = actor.Stage.WithPagesOf(1);
            Assert.Equal([Config, Special], await NamesAsync("agents/"));
        });
    }

    private async Task TagsAsync()
    {
        Tag[] tags = [new("managed-by", "operator"), new("uid", "8b5f")];
        await steps.DoAsync("putObjectTagging", () => _oss.PutTagsAsync(Bucket, Config, tags, cancellation));
        await steps.DoAsync("getObjectTagging", async () => Assert.Equal(tags, await _oss.FindTagsAsync(Bucket, Config, cancellation)));
        await steps.DoAsync("deleteObjectTagging", async () =>
        {
            await _oss.DeleteTagsAsync(Bucket, Config, cancellation);
            Assert.Empty((await _oss.FindTagsAsync(Bucket, Config, cancellation))!);
        });
        await steps.DoAsync("copy", async () =>
        {
            Assert.True(await _oss.CopyAsync(Bucket, Config, Bucket, "agents/copy.yaml", cancellation));
            Assert.Equal(Content, await TextAsync("agents/copy.yaml"));
        });
    }

    private async Task RefusalsAsync()
    {
        await steps.DoAsync("head missing", async () => Assert.Null(await _oss.HeadAsync(Bucket, "missing", cancellation)));
        await steps.DoAsync("get missing", async () => Assert.Null(await _oss.GetAsync(Bucket, "missing", cancellation)));
        await PutAsync("exists", "first", new());
        await steps.RefusedAsync("put conflict", "FileAlreadyExists", () => PutAsync("exists", "x", new() { ForbidOverwrite = true }));
        Assert.Equal("first", await TextAsync("exists"));
        // A fault rule of the harness.
        await steps.RefusedAsync("get slow", "ServiceUnavailable", () => _oss.GetAsync(Bucket, "throttled", cancellation));
    }

    private async Task PresignedAsync() => await steps.DoAsync("presigned GET url (V4)", async () =>
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal) { ["response-content-type"] = "text/plain" };
        var url = await _oss.PresignAsync(Bucket, Special, new() { Lifetime = TimeSpan.FromMinutes(10), Query = query }, cancellation);

        Assert.Equal((HttpStatusCode.OK, "text/plain", "special"), await actor.Stage.VisitAsync(url.OriginalString, cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, (await actor.Stage.VisitAsync(url.OriginalString.Replace("text%2Fplain", "text%2Fhtml", StringComparison.Ordinal), cancellation)).Status);
    });

    private async Task PutAsync(string key, string content, PutOptions options) =>
        Assert.Equal(Encoding.UTF8.GetByteCount(content), (await _oss.PutAsync(Bucket, key, ObjectBody.FromBytes(Encoding.UTF8.GetBytes(content)), options, cancellation)).Size);

    private async Task<string?> TextAsync(string key) => await _oss.GetAsync(Bucket, key, cancellation) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private async Task<List<string>> NamesAsync(string prefix)
    {
        List<string> names = [];
        await foreach (var item in _oss.ListAsync(Bucket, prefix, cancellation))
            names.Add(item.Key);
        return names;
    }
}
