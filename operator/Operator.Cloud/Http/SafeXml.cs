using System.Xml;

namespace Sonde.Operator.Cloud.Http;

/// <summary>How answers in XML are read: nothing outside of them is followed.</summary>
internal static class SafeXml
{
    public static XmlReaderSettings Settings() => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
}
