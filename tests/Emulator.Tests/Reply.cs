using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Sonde.Emulator.Tests;

/// <summary>An answer, read whole.</summary>
internal sealed record Reply(int Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => (JsonObject)JsonNode.Parse(Body)!;

    public XElement Xml => XElement.Parse(Text);

    /// <summary>Status and code of an error, whichever service it is from.</summary>
    public (int Status, string Code) Error => (Status, Text.StartsWith('<') ? Xml.Element("Code")!.Value : Json["Code"]!.GetValue<string>());

    public Reply Ok() => Status is >= 200 and < 300 ? this : throw new InvalidOperationException($"{Status}: {Text}");
}
