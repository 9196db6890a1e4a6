using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>Get and head objects.</summary>
internal sealed class ReadOperations(EmulatorWorld world)
{
    private static readonly string[] s_overridden = ["content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding"];

    public IEnumerable<OssOperation> All =>
    [
        new("GetObjectMeta", "HEAD", OssLevel.Object, "objectMeta", HeadShort),
        new("HeadObject", "HEAD", OssLevel.Object, "", Head),
        new("GetObject", "GET", OssLevel.Object, "", Get),
    ];

    private Answer Get(OssCall call)
    {
        var item = Read(call);
        var answer = ByteRange.Of(call.Request, item.Content.Length) is { } range
            ? new Answer(206, item.Content[range.First..(range.Last + 1)], null).With("Content-Range", $"bytes {range.First}-{range.Last}/{item.Content.Length}")
            : new Answer(200, item.Content, null);
        Describe(answer, item);
        foreach (var name in s_overridden)
        {
            if (call.Request.Parameter("response-" + name) is { Length: > 0 } value)
                answer.Headers[name] = value;
        }

        return answer.With("Content-MD5", Digest.Of(item.Content.Span));
    }

    private Answer Head(OssCall call)
    {
        var item = Read(call);
        var answer = Answer.Nothing(200).With("Content-Length", $"{item.Content.Length}");
        Describe(answer, item);
        return answer;
    }

    /// <summary>Without metadata of the user.</summary>
    private Answer HeadShort(OssCall call)
    {
        var item = Read(call);
        return Answer.Nothing(200)
            .With("Content-Length", $"{item.Content.Length}")
            .With("ETag", $"\"{item.ETag}\"")
            .With("Last-Modified", Times.Http(item.LastModified))
            .With("x-oss-hash-crc64ecma", $"{item.Crc64}");
    }

    private StoredObject Read(OssCall call)
    {
        var item = world.Buckets.Exclusively(table => call.Open(table).Find(call.Key)) ?? throw OssErrors.NoSuchKey(call.Key);
        ReadConditions.Check(call.Request, item);
        return item;
    }

    private static void Describe(Answer answer, StoredObject item)
    {
        foreach (var (name, value) in item.Headers)
            answer.Headers[name] = value;
        answer.With("ETag", $"\"{item.ETag}\"")
            .With("Last-Modified", Times.Http(item.LastModified))
            .With("Accept-Ranges", "bytes")
            .With("x-oss-object-type", item.Type)
            .With("x-oss-hash-crc64ecma", $"{item.Crc64}")
            .With("x-oss-storage-class", "Standard");
        if (item.Type == "Appendable")
            answer.Headers[OssHeaders.NextPosition] = $"{item.Size}";
        if (item.Tags.Count > 0)
            answer.Headers["x-oss-tagging-count"] = $"{item.Tags.Count}";
    }
}
