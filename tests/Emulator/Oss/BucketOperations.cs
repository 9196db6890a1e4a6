using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>Make, tell, list and delete buckets.</summary>
internal sealed partial class BucketOperations(EmulatorWorld world)
{
    private const int MostBuckets = 100;

    public IEnumerable<OssOperation> All =>
    [
        new("ListBuckets", "GET", OssLevel.Service, "", ListBuckets),
        new("GetBucketInfo", "GET", OssLevel.Bucket, "bucketInfo", GetInfo),
        new("GetBucketLocation", "GET", OssLevel.Bucket, "location", GetLocation),
        new("GetBucketAcl", "GET", OssLevel.Bucket, "acl", GetAcl),
        new("PutBucketAcl", "PUT", OssLevel.Bucket, "acl", PutAcl),
        new("PutBucket", "PUT", OssLevel.Bucket, "", Put),
        new("DeleteBucket", "DELETE", OssLevel.Bucket, "", Delete),
    ];

    private string Location => "oss-" + world.Options.Region;

    private Answer ListBuckets(OssCall call)
    {
        var (prefix, marker) = (call.Request.Parameter("prefix") ?? "", call.Request.Parameter("marker") ?? "");
        var limit = Math.Min(call.Number("max-keys", 1, 1000, 100), world.LargestPage);
        return world.Buckets.Exclusively(table =>
        {
            var found = table.All
                .Where(bucket => bucket.AccountId == call.Caller.AccountId && bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(bucket.Name, marker) > 0)
                .Take(limit + 1).ToList();
            var page = found.Take(limit).ToList();
            return Answer.Xml(200, XmlText.Of(new XElement(
                "ListAllMyBucketsResult",
                Owner(call.Caller.AccountId),
                new XElement("Prefix", prefix),
                new XElement("Marker", marker),
                new XElement("MaxKeys", limit),
                new XElement("IsTruncated", found.Count > limit ? "true" : "false"),
                found.Count > limit ? new XElement("NextMarker", page[^1].Name) : null,
                new XElement("Buckets", page.Select(bucket => new XElement("Bucket", Members(bucket)))))));
        });
    }

    private Answer GetInfo(OssCall call) => world.Buckets.Exclusively(table =>
    {
        var bucket = call.Open(table);
        return Answer.Xml(200, XmlText.Of(new XElement("BucketInfo", new XElement(
            "Bucket", Members(bucket), Owner(bucket.AccountId), new XElement("AccessControlList", new XElement("Grant", bucket.Acl)), new XElement("DataRedundancyType", "LRS")))));
    });

    private Answer GetLocation(OssCall call) => world.Buckets.Exclusively(table =>
    {
        call.Open(table);
        return Answer.Xml(200, XmlText.Of(new XElement("LocationConstraint", Location)));
    });

    private Answer GetAcl(OssCall call) => world.Buckets.Exclusively(table =>
    {
        var bucket = call.Open(table);
        return Answer.Xml(200, XmlText.Of(new XElement("AccessControlPolicy", Owner(bucket.AccountId), new XElement("AccessControlList", new XElement("Grant", bucket.Acl)))));
    });

    private Answer PutAcl(OssCall call) => world.Buckets.Exclusively(table =>
    {
        call.Open(table).Acl = AclOf(call) ?? "private";
        return Answer.Nothing(200);
    });

    /// <summary>Making one's own bucket again changes nothing and succeeds; a name is taken for all accounts.</summary>
    private Answer Put(OssCall call)
    {
        if (!BucketName().IsMatch(call.Bucket))
            throw new Refusal(400, "InvalidBucketName", "The specified bucket is not valid.", ("BucketName", call.Bucket), ("EC", "0015-00000001"));
        var storage = call.Request.Body.IsEmpty ? "Standard" : XmlText.Read(call.Request.Body, "CreateBucketConfiguration").Element("StorageClass")?.Value ?? "Standard";
        return world.Buckets.Exclusively(table =>
        {
            if (table.Find(call.Bucket) is { } taken && taken.AccountId != call.Caller.AccountId)
                throw new Refusal(409, "BucketAlreadyExists", "The requested bucket name is not available.", ("BucketName", call.Bucket), ("EC", "0015-00000104"));
            if (table.Find(call.Bucket) is null && table.All.Count(bucket => bucket.AccountId == call.Caller.AccountId) >= MostBuckets)
                throw new Refusal(400, "TooManyBuckets", "You have attempted to create more buckets than allowed.", ("EC", "0015-00000101"));
            var bucket = table.FindOrAdd(call.Bucket, call.Caller.AccountId);
            bucket.StorageClass = storage;
            bucket.Acl = AclOf(call) ?? bucket.Acl;
            return Answer.Nothing(200).With("Location", "/" + call.Bucket);
        });
    }

    private Answer Delete(OssCall call) => world.Buckets.Exclusively(table =>
    {
        var bucket = call.Open(table);
        if (bucket.Count > 0 || bucket.Uploads.Count > 0)
            throw new Refusal(409, "BucketNotEmpty", "The bucket has objects. Please delete them first.", ("BucketName", call.Bucket), ("EC", "0015-00000301"));
        table.Remove(call.Bucket);
        return Answer.Nothing(204);
    });

    private static string? AclOf(OssCall call) => call.Request.Header("x-oss-acl") switch
    {
        null => null,
        "private" or "public-read" or "public-read-write" => call.Request.Header("x-oss-acl"),
        var other => throw OssErrors.Invalid("The acl is not valid.", "x-oss-acl", other),
    };

    private static XElement Owner(string accountId) => new("Owner", new XElement("ID", accountId), new XElement("DisplayName", accountId));

    private XElement[] Members(Bucket bucket) =>
    [
        new("Name", bucket.Name),
        new("Location", Location),
        new("Region", world.Options.Region),
        new("CreationDate", Times.Milliseconds(bucket.Created)),
        new("StorageClass", bucket.StorageClass),
        new("ExtranetEndpoint", $"{Location}.aliyuncs.com"),
        new("IntranetEndpoint", $"{Location}-internal.aliyuncs.com"),
    ];

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BucketName();
}
