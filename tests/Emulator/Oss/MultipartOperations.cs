using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>Multipart uploads.</summary>
internal sealed class MultipartOperations(EmulatorWorld world)
{
    private const int MostParts = 10000;
    private const int SmallestPart = 100 * 1024;

    public IEnumerable<OssOperation> All =>
    [
        new("InitiateMultipartUpload", "POST", OssLevel.Object, "uploads", Initiate),
        new("UploadPart", "PUT", OssLevel.Object, "uploadId", UploadPart),
        new("CompleteMultipartUpload", "POST", OssLevel.Object, "uploadId", Complete),
        new("AbortMultipartUpload", "DELETE", OssLevel.Object, "uploadId", Abort),
        new("ListParts", "GET", OssLevel.Object, "uploadId", ListParts),
    ];

    private Answer Initiate(OssCall call)
    {
        ObjectHeaders.CheckKey(call.Key);
        var upload = new MultipartUpload(RandomNumberGenerator.GetHexString(32), call.Key, call.Now, ObjectHeaders.Of(call.Request), ObjectHeaders.Tags(call.Request));
        return world.Buckets.Exclusively(table =>
        {
            var bucket = call.Open(table);
            ObjectHeaders.CheckOverwrite(call.Request, bucket, call.Key);
            bucket.Uploads[upload.Id] = upload;
            return Answer.Xml(200, XmlText.Of(new XElement("InitiateMultipartUploadResult", Address(call), new XElement("UploadId", upload.Id))));
        });
    }

    private Answer UploadPart(OssCall call)
    {
        Digest.Check(call.Request);
        var number = call.Number("partNumber", 1, MostParts, 0);
        if (number == 0)
            throw OssErrors.Invalid("Part number must be an integer between 1 and 10000, inclusive.", "partNumber", "");
        var part = ObjectBuilder.Plain(call.Key, call.Request.Body, call.Now);
        return world.Buckets.Exclusively(table =>
        {
            Find(call, table).Parts[number] = part;
            return WriteOperations.Written(part);
        });
    }

    private Answer Complete(OssCall call)
    {
        var asked = XmlText.Read(call.Request.Body, "CompleteMultipartUpload").Elements("Part")
            .Select(part => (Number: int.TryParse(part.Element("PartNumber")?.Value, out var number) ? number : 0, ETag: part.Element("ETag")?.Value.Trim('"') ?? ""))
            .ToList();
        return world.Buckets.Exclusively(table =>
        {
            var upload = Find(call, table);
            ObjectHeaders.CheckOverwrite(call.Request, call.Open(table), call.Key);
            var item = Joined(call, upload, CheckedParts(upload, asked));
            table.Put(call.Bucket, item);
            call.Open(table).Uploads.Remove(upload.Id);
            var result = new XElement("CompleteMultipartUploadResult", new XElement("Location", $"{world.BaseUrl}/{call.Bucket}/{call.Key}"), Address(call), new XElement("ETag", $"\"{item.ETag}\""));
            return Answer.Xml(200, XmlText.Of(result)).With("ETag", $"\"{item.ETag}\"").With("x-oss-hash-crc64ecma", $"{item.Crc64}");
        });
    }

    private static List<StoredObject> CheckedParts(MultipartUpload upload, List<(int Number, string ETag)> asked)
    {
        if (asked.Count == 0)
            throw OssErrors.Malformed();
        if (asked.Zip(asked.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number))
            throw new Refusal(400, "InvalidPartOrder", "The list of parts was not in ascending order.", ("EC", "0042-00000206"));
        var parts = asked.ConvertAll(part => upload.Parts.GetValueOrDefault(part.Number) is { } held && string.Equals(held.ETag, part.ETag, StringComparison.OrdinalIgnoreCase)
            ? held
            : throw new Refusal(400, "InvalidPart", "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.", ("PartNumber", $"{part.Number}"), ("EC", "0042-00000205")));
        // Whole uploads below the size of one part are let through: test suites of SDKs send those.
        if (parts.SkipLast(1).Any(part => part.Content.Length < SmallestPart) && parts.Sum(part => part.Content.Length) >= SmallestPart)
            throw new Refusal(400, "EntityTooSmall", "Your proposed upload smaller than the minimum allowed size.", ("EC", "0042-00000207"));
        return parts;
    }

    private static StoredObject Joined(OssCall call, MultipartUpload upload, List<StoredObject> parts)
    {
        var content = new byte[parts.Sum(part => part.Content.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Content.Span.CopyTo(content.AsSpan(at));
            at += part.Content.Length;
        }

        var tag = ObjectBuilder.ETagOf(Encoding.ASCII.GetBytes(string.Concat(parts.Select(part => part.ETag))));
        return ObjectBuilder.Of(call.Key, content, "Multipart", call.Now, upload.Headers, upload.Tags) with { ETag = $"{tag}-{parts.Count}" };
    }

    private Answer Abort(OssCall call) => world.Buckets.Exclusively(table =>
    {
        call.Open(table).Uploads.Remove(Find(call, table).Id);
        return Answer.Nothing(204);
    });

    private Answer ListParts(OssCall call)
    {
        var limit = call.Number("max-parts", 1, 1000, 1000);
        var after = call.Number("part-number-marker", 0, MostParts, 0);
        return world.Buckets.Exclusively(table =>
        {
            var upload = Find(call, table);
            var found = upload.Parts.Where(part => part.Key > after).Take(limit + 1).ToList();
            var page = found.Take(limit).ToList();
            return Answer.Xml(200, XmlText.Of(new XElement(
                "ListPartsResult",
                Address(call),
                new XElement("UploadId", upload.Id),
                new XElement("PartNumberMarker", after),
                new XElement("NextPartNumberMarker", page.Count > 0 ? page[^1].Key : 0),
                new XElement("MaxParts", limit),
                new XElement("IsTruncated", found.Count > limit ? "true" : "false"),
                page.Select(Row))));
        });
    }

    private static XElement Row(KeyValuePair<int, StoredObject> part) => new(
        "Part",
        new XElement("PartNumber", part.Key),
        new XElement("LastModified", Times.Milliseconds(part.Value.LastModified)),
        new XElement("ETag", $"\"{part.Value.ETag}\""),
        new XElement("HashCrc64ecma", part.Value.Crc64),
        new XElement("Size", part.Value.Content.Length));

    private static MultipartUpload Find(OssCall call, BucketTable table)
    {
        var id = call.Request.Parameter("uploadId") ?? "";
        return call.Open(table).Uploads.GetValueOrDefault(id) is { } upload && upload.Key == call.Key ? upload : throw OssErrors.NoSuchUpload(id);
    }

    private static IEnumerable<XElement> Address(OssCall call) => [new("Bucket", call.Bucket), new("Key", call.Key)];
}
