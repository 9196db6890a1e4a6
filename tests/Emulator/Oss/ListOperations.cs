using System.Xml.Linq;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>ListObjects in both versions (oss.md 4).</summary>
internal sealed class ListOperations(EmulatorWorld world)
{
    private const int DefaultKeys = 100;
    private const int MostKeys = 1000;

    public IEnumerable<OssOperation> All =>
    [
        new("ListObjectsV2", "GET", OssLevel.Bucket, "list-type", ListV2),
        // Behind the other marked reads of a bucket there is only the plain list; uploads are told apart by their own operation.
        new("ListMultipartUploads", "GET", OssLevel.Bucket, "uploads", new UploadListing(world).List),
        new("ListObjects", "GET", OssLevel.Bucket, "", ListV1),
    ];

    private Answer ListV2(OssCall call)
    {
        if (call.Request.Parameter("list-type") != "2")
            throw OssErrors.Invalid("The list-type must be 2.", "list-type", call.Request.Parameter("list-type") ?? "");
        var token = call.Request.Parameter("continuation-token");
        var after = string.IsNullOrEmpty(token)
            ? call.Request.Parameter("start-after") ?? ""
            : PagingToken.KeyOf(token) ?? throw OssErrors.Invalid("The continuation token is not valid.", "continuation-token", token);
        var page = PageOf(call, after);
        var encode = Encoding(call);
        return Answer.Xml(200, XmlText.Of(new XElement(
            "ListBucketResult",
            Head(call, encode),
            new XElement("StartAfter", encode(call.Request.Parameter("start-after") ?? "")),
            string.IsNullOrEmpty(token) ? null : new XElement("ContinuationToken", token),
            new XElement("KeyCount", page.Objects.Count + page.Prefixes.Count),
            page.Next is null ? null : new XElement("NextContinuationToken", PagingToken.For(page.Next)),
            Rows(call, page, encode, owner: call.Request.Parameter("fetch-owner") is "true"))));
    }

    private Answer ListV1(OssCall call)
    {
        var marker = call.Request.Parameter("marker") ?? "";
        var page = PageOf(call, marker);
        var encode = Encoding(call);
        return Answer.Xml(200, XmlText.Of(new XElement(
            "ListBucketResult",
            Head(call, encode),
            new XElement("Marker", encode(marker)),
            page.Next is null ? null : new XElement("NextMarker", encode(page.Next)),
            Rows(call, page, encode, owner: true))));
    }

    private ListPage PageOf(OssCall call, string after)
    {
        var limit = Math.Min(call.Number("max-keys", 1, MostKeys, DefaultKeys), world.LargestPage);
        return world.Buckets.Exclusively(table =>
        {
            var bucket = call.Open(table);
            Func<string, IEnumerable<StoredObject>> from = call.Stale > TimeSpan.Zero ? key => table.At(call.Now - call.Stale, call.Bucket, key) : bucket.From;
            return ListPage.Of(from, call.Request.Parameter("prefix") ?? "", call.Request.Parameter("delimiter") ?? "", after, limit, call.Now - world.ListLag);
        });
    }

    private static Func<string, string> Encoding(OssCall call) => call.Request.Parameter("encoding-type") switch
    {
        null or "" => static text => text,
        "url" => Uri.EscapeDataString,
        var other => throw OssErrors.Invalid("Invalid Encoding Method specified in Request.", "encoding-type", other),
    };

    private static IEnumerable<XElement> Head(OssCall call, Func<string, string> encode)
    {
        yield return new("Name", call.Bucket);
        yield return new("Prefix", encode(call.Request.Parameter("prefix") ?? ""));
        yield return new("MaxKeys", call.Number("max-keys", 1, MostKeys, DefaultKeys));
        yield return new("Delimiter", encode(call.Request.Parameter("delimiter") ?? ""));
        if (call.Request.Parameter("encoding-type") is { Length: > 0 } type)
            yield return new("EncodingType", type);
    }

    private static IEnumerable<XElement> Rows(OssCall call, ListPage page, Func<string, string> encode, bool owner)
    {
        yield return new("IsTruncated", page.Next is null ? "false" : "true");
        foreach (var item in page.Objects)
        {
            yield return new(
                "Contents",
                new XElement("Key", encode(item.Key)),
                new XElement("LastModified", Times.Milliseconds(item.LastModified)),
                new XElement("ETag", $"\"{item.ETag}\""),
                new XElement("Type", item.Type),
                new XElement("Size", item.Size),
                new XElement("StorageClass", "Standard"),
                owner ? new XElement("Owner", new XElement("ID", call.Caller.AccountId), new XElement("DisplayName", call.Caller.AccountId)) : null);
        }

        foreach (var prefix in page.Prefixes)
            yield return new("CommonPrefixes", new XElement("Prefix", encode(prefix)));
    }
}
