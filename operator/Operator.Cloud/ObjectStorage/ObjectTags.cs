using System.Text;
using System.Xml.Linq;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Tags of an object ↔ the header of a put, and the XML of the calls that are about tags only.</summary>
internal static class ObjectTags
{
    public const string Header = "x-oss-tagging";

    public static string HeaderOf(IReadOnlyList<Tag> tags) => string.Join('&', tags.Select(tag => $"{Rfc3986.Encode(tag.Key)}={Rfc3986.Encode(tag.Value)}"));

    public static ObjectBody BodyOf(IReadOnlyList<Tag> tags) => ObjectBody.FromBytes(Encoding.UTF8.GetBytes(new XElement(
        "Tagging",
        new XElement("TagSet", tags.Select(tag => new XElement("Tag", new XElement("Key", tag.Key), new XElement("Value", tag.Value))))).ToString(SaveOptions.DisableFormatting)));

    public static IReadOnlyList<Tag> In(CloudAnswer answer) =>
        [.. ObjectAnswers.XmlOf(answer, "GetObjectTagging").Descendants("Tag").Select(tag => new Tag((string?)tag.Element("Key") ?? "", (string?)tag.Element("Value") ?? ""))];
}
