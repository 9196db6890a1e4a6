using System.Xml.Linq;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>The uploads of a bucket that were begun and are not complete, by key and then by id.</summary>
internal sealed class UploadListing(EmulatorWorld world)
{
    public Answer List(OssCall call)
    {
        var (prefix, key, id) = (call.Request.Parameter("prefix") ?? "", call.Request.Parameter("key-marker") ?? "", call.Request.Parameter("upload-id-marker") ?? "");
        var limit = call.Number("max-uploads", 1, 1000, 1000);
        return world.Buckets.Exclusively(table =>
        {
            var found = call.Open(table).Uploads.Values
                .Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal) && IsBehind(upload, key, id))
                .OrderBy(upload => upload.Key, ByteOrder.Instance).ThenBy(upload => upload.Id, StringComparer.Ordinal)
                .Take(limit + 1).ToList();
            var page = found.Take(limit).ToList();
            var more = found.Count > limit;
            return Answer.Xml(200, XmlText.Of(new XElement(
                "ListMultipartUploadsResult",
                new XElement("Bucket", call.Bucket),
                new XElement("KeyMarker", key),
                new XElement("UploadIdMarker", id),
                more ? new XElement("NextKeyMarker", page[^1].Key) : null,
                more ? new XElement("NextUploadIdMarker", page[^1].Id) : null,
                new XElement("Prefix", prefix),
                new XElement("MaxUploads", limit),
                new XElement("IsTruncated", more ? "true" : "false"),
                page.Select(upload => new XElement(
                    "Upload", new XElement("Key", upload.Key), new XElement("UploadId", upload.Id), new XElement("Initiated", Times.Milliseconds(upload.Initiated)))))));
        });
    }

    /// <summary>Without an id the whole key lies behind; with one, the later uploads of the same key come too.</summary>
    private static bool IsBehind(MultipartUpload upload, string key, string id)
    {
        var order = key.Length == 0 ? 1 : ByteOrder.Instance.Compare(upload.Key, key);
        return order > 0 || (order == 0 && id.Length > 0 && string.CompareOrdinal(upload.Id, id) > 0);
    }
}
