using System.Xml.Linq;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>Put, append, copy and delete objects.</summary>
internal sealed class WriteOperations(EmulatorWorld world)
{
    private const int MostDeleted = 1000;

    public IEnumerable<OssOperation> All =>
    [
        new("CopyObject", "PUT", OssLevel.Object, "header:x-oss-copy-source", Copy),
        new("PutObject", "PUT", OssLevel.Object, "", Put),
        new("AppendObject", "POST", OssLevel.Object, "append", Append),
        new("DeleteObject", "DELETE", OssLevel.Object, "", Delete),
        new("DeleteMultipleObjects", "POST", OssLevel.Bucket, "delete", DeleteMany),
    ];

    private Answer Put(OssCall call)
    {
        if (call.Request.Header("if-modified-since") is not null)
            throw new Refusal(400, "NotImplemented", "A header you provided implies functionality that is not implemented.", ("Header", "If-Modified-Since"));
        Digest.Check(call.Request);
        ObjectHeaders.CheckKey(call.Key);
        var item = ObjectBuilder.Of(call.Key, call.Request.Body, "Normal", call.Now, ObjectHeaders.Of(call.Request), ObjectHeaders.Tags(call.Request));
        return world.Buckets.Exclusively(table =>
        {
            ObjectHeaders.CheckOverwrite(call.Request, call.Open(table), call.Key);
            table.Put(call.Bucket, item);
            return Written(item).With("Content-MD5", Digest.Of(item.Content.Span));
        });
    }

    private Answer Append(OssCall call)
    {
        Digest.Check(call.Request);
        ObjectHeaders.CheckKey(call.Key);
        if (!call.Request.Has("position"))
            throw new Refusal(400, "MissingArgument", "Missing Some Required Arguments.", ("ArgumentName", "position"), ("EC", "0016-00000502"));
        var position = call.Number("position", 0, int.MaxValue, 0);
        return world.Buckets.Exclusively(table =>
        {
            var before = call.Open(table).Find(call.Key);
            if (before is not null && before.Type != "Appendable")
                throw new Refusal(409, "ObjectNotAppendable", "The object is not appendable.", ("EC", "0026-00000022"));
            var length = before?.Content.Length ?? 0;
            if (position != length)
                throw new Refusal(409, "PositionNotEqualToLength", "Position is not equal to file length.", ("EC", "0026-00000016")) { Headers = [(OssHeaders.NextPosition, $"{length}")] };
            byte[] content = [.. before?.Content.ToArray() ?? [], .. call.Request.Body.Span];
            var item = ObjectBuilder.Of(call.Key, content, "Appendable", call.Now, before?.Headers ?? ObjectHeaders.Of(call.Request), before?.Tags ?? ObjectHeaders.Tags(call.Request));
            table.Put(call.Bucket, item);
            return Written(item).With(OssHeaders.NextPosition, $"{content.Length}");
        });
    }

    private Answer Copy(OssCall call)
    {
        var source = Uri.UnescapeDataString(call.Request.Header("x-oss-copy-source") ?? "");
        if (source.TrimStart('/').Split('/', 2) is not [var bucket, { Length: > 0 } key])
            throw OssErrors.Invalid("Copy Source must mention the source bucket and key: /sourcebucket/sourcekey.", "x-oss-copy-source", source);
        ObjectHeaders.CheckKey(call.Key);
        return world.Buckets.Exclusively(table =>
        {
            ObjectHeaders.CheckOverwrite(call.Request, call.Open(table), call.Key);
            var origin = (call with { Address = new(bucket, key) }).Open(table).Find(key) ?? throw OssErrors.NoSuchKey(key);
            CopyConditions.Check(call.Request, origin);
            var replace = call.Request.Header("x-oss-metadata-directive") is "REPLACE";
            var retag = call.Request.Header("x-oss-tagging-directive") is "Replace" or "REPLACE";
            var item = origin with
            {
                Key = call.Key,
                LastModified = call.Now,
                Headers = replace ? ObjectHeaders.Of(call.Request) : origin.Headers,
                Tags = retag ? ObjectHeaders.Tags(call.Request) : origin.Tags,
            };
            table.Put(call.Bucket, item);
            var result = new XElement("CopyObjectResult", new XElement("ETag", $"\"{item.ETag}\""), new XElement("LastModified", Times.Milliseconds(item.LastModified)));
            return Answer.Xml(200, XmlText.Of(result)).With("ETag", $"\"{item.ETag}\"").With("x-oss-hash-crc64ecma", $"{item.Crc64}");
        });
    }

    /// <summary>Deleting what is not there succeeds too.</summary>
    private Answer Delete(OssCall call) => world.Buckets.Exclusively(table =>
    {
        call.Open(table);
        table.Delete(call.Bucket, call.Key);
        return Answer.Nothing(204);
    });

    private Answer DeleteMany(OssCall call)
    {
        if (call.Request.Header("content-md5") is null)
            throw new Refusal(400, "MissingArgument", "Missing Some Required Arguments.", ("ArgumentName", "Content-MD5"), ("EC", "0016-00000502"));
        Digest.Check(call.Request);
        var body = XmlText.Read(call.Request.Body, "Delete");
        var keys = body.Elements("Object").Select(item => item.Element("Key")?.Value ?? "").ToList();
        if (keys.Count is 0 or > MostDeleted || keys.Contains(""))
            throw OssErrors.Malformed();
        var quiet = body.Element("Quiet")?.Value is "true";
        return world.Buckets.Exclusively(table =>
        {
            call.Open(table);
            foreach (var key in keys)
                table.Delete(call.Bucket, key);
            var url = call.Request.Parameter("encoding-type") is "url";
            var rows = quiet ? [] : keys.Select(key => new XElement("Deleted", new XElement("Key", url ? Uri.EscapeDataString(key) : key)));
            return Answer.Xml(200, XmlText.Of(new XElement("DeleteResult", url ? new XElement("EncodingType", "url") : null, rows)));
        });
    }

    internal static Answer Written(StoredObject item) =>
        Answer.Nothing(200).With("ETag", $"\"{item.ETag}\"").With("x-oss-hash-crc64ecma", $"{item.Crc64}");
}
