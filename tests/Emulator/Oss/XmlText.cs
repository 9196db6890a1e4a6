using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Sonde.Emulator.Oss;

/// <summary>XML as OSS writes and reads it.</summary>
internal static class XmlText
{
    private static readonly XmlWriterSettings s_writing = new() { OmitXmlDeclaration = true, CheckCharacters = false };
    private static readonly XmlReaderSettings s_reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public static string Of(XElement element)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, s_writing))
            element.WriteTo(writer);
        return text.ToString();
    }

    /// <summary>The root of a body, its namespaces taken away.</summary>
    /// <exception cref="Http.Refusal">It is not well-formed, has a DTD, or another root.</exception>
    public static XElement Read(ReadOnlyMemory<byte> body, string root)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), s_reading);
            var element = XElement.Load(reader);
            foreach (var one in element.DescendantsAndSelf())
                one.Name = one.Name.LocalName;
            return element.Name.LocalName == root ? element : throw OssErrors.Malformed();
        }
        catch (XmlException)
        {
            throw OssErrors.Malformed();
        }
    }
}
