using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Answers of OSS → what we tell of objects and buckets.</summary>
internal static class ObjectAnswers
{
    private const string MetadataBegin = "x-oss-meta-";

    public static ObjectInfo InfoOf(CloudAnswer answer) => new(
        long.TryParse(answer.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : answer.Length,
        ETagOf(answer.Header("ETag")),
        answer.Header("x-oss-hash-crc64ecma"),
        answer.Headers
            .Where(header => header.Key.StartsWith(MetadataBegin, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[MetadataBegin.Length..].ToLowerInvariant(), header => header.Value, StringComparer.Ordinal))
    {
        ContentType = answer.Header("Content-Type"),
        LastModified = TimeOf(answer.Header("Last-Modified")),
    };

    public static ObjectInfo WrittenInfoOf(CloudAnswer answer, long length, PutOptions options) =>
        new(length, ETagOf(answer.Header("ETag")), answer.Header("x-oss-hash-crc64ecma") ?? answer.SentCrc64.ToString(CultureInfo.InvariantCulture), options.Metadata) { ContentType = options.ContentType };

    public static (IReadOnlyList<ObjectSummary> Objects, string? NextToken) PageOf(CloudAnswer answer)
    {
        var page = XmlOf(answer, "ListObjectsV2");
        var encoded = (string?)page.Element("EncodingType") == "url";
        return ([.. page.Elements("Contents").Select(item => SummaryOf(item, encoded))], (string?)page.Element("IsTruncated") == "true" ? (string?)page.Element("NextContinuationToken") : null);
    }

    public static BucketInfo BucketOf(CloudAnswer answer)
    {
        var bucket = XmlOf(answer, "GetBucketInfo").Element("Bucket");
        return new(
            (string?)bucket?.Element("Name") ?? "",
            (string?)bucket?.Element("Location") ?? "",
            (string?)bucket?.Element("AccessControlList")?.Element("Grant"),
            (string?)bucket?.Element("Owner")?.Element("ID"));
    }

    public static (IReadOnlyList<BucketSummary> Buckets, string? NextMarker) BucketsOf(CloudAnswer answer)
    {
        var page = XmlOf(answer, "ListBuckets");
        var buckets = page.Elements("Buckets").Elements("Bucket")
            .Select(item => new BucketSummary((string?)item.Element("Name") ?? "", (string?)item.Element("Location") ?? "", TimeOf((string?)item.Element("CreationDate")) ?? default));
        return ([.. buckets], (string?)page.Element("IsTruncated") == "true" ? (string?)page.Element("NextMarker") : null);
    }

    /// <summary>A read object, whole or in part.</summary>
    public static ObjectRead ReadOf(CloudAnswer answer)
    {
        var (offset, total) = ReadConditions.PlaceOf(answer);
        return new() { Content = answer.Body, Info = InfoOf(answer) with { Size = total }, Offset = offset };
    }

    public static string UploadIdOf(CloudAnswer answer)
    {
        const string Operation = "InitiateMultipartUpload";
        return (string?)XmlOf(answer, Operation).Element("UploadId") is { Length: > 0 } id ? id : throw Answers.Unreadable(CloudService.Oss, Operation, answer, inner: null);
    }

    private static ObjectSummary SummaryOf(XElement item, bool encoded)
    {
        var key = (string?)item.Element("Key") ?? "";
        return new(
            encoded ? Uri.UnescapeDataString(key) : key,
            (long?)item.Element("Size") ?? 0,
            ETagOf((string?)item.Element("ETag")),
            TimeOf((string?)item.Element("LastModified")) ?? default);
    }

    public static XElement XmlOf(CloudAnswer answer, string operation)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(answer.Body), SafeXml.Settings());
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            throw Answers.Unreadable(CloudService.Oss, operation, answer, e);
        }
    }

    private static string ETagOf(string? quoted) => (quoted ?? "").Trim('"').ToUpperInvariant();

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
