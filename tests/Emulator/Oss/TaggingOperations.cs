using System.Xml.Linq;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>Tags of objects; ETag and Last-Modified stay as they are.</summary>
internal sealed class TaggingOperations(EmulatorWorld world)
{
    public IEnumerable<OssOperation> All =>
    [
        new("PutObjectTagging", "PUT", OssLevel.Object, "tagging", Put),
        new("GetObjectTagging", "GET", OssLevel.Object, "tagging", Get),
        new("DeleteObjectTagging", "DELETE", OssLevel.Object, "tagging", call => Change(call, [], status: 204)),
    ];

    private Answer Put(OssCall call)
    {
        var body = XmlText.Read(call.Request.Body, "Tagging");
        var tags = body.Elements("TagSet").Elements("Tag").Select(tag => KeyValuePair.Create(tag.Element("Key")?.Value ?? "", tag.Element("Value")?.Value ?? "")).ToList();
        return Change(call, ObjectHeaders.CheckTags(tags), status: 200);
    }

    private Answer Get(OssCall call)
    {
        var item = world.Buckets.Exclusively(table => call.Open(table).Find(call.Key)) ?? throw OssErrors.NoSuchKey(call.Key);
        var rows = item.Tags.Select(tag => new XElement("Tag", new XElement("Key", tag.Key), new XElement("Value", tag.Value)));
        return Answer.Xml(200, XmlText.Of(new XElement("Tagging", new XElement("TagSet", rows))));
    }

    private Answer Change(OssCall call, IReadOnlyList<KeyValuePair<string, string>> tags, int status) => world.Buckets.Exclusively(table =>
    {
        var item = call.Open(table).Find(call.Key) ?? throw OssErrors.NoSuchKey(call.Key);
        table.Put(call.Bucket, item with { Tags = tags });
        return Answer.Nothing(status);
    });
}
