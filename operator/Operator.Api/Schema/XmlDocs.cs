using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sonde.Operator.Api.Schema;

/// <summary>The documentation comments of this assembly, as plain text. What a developer reads at a property is what <c>kubectl explain</c> says.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members;

    private XmlDocs(Dictionary<string, XElement> members) => _members = members;

    /// <summary>Reads the file that the compiler wrote beside the assembly.</summary>
    /// <exception cref="FileNotFoundException">The file was not shipped with the program.</exception>
    public static XmlDocs Load()
    {
        var name = typeof(XmlDocs).Assembly.GetName().Name + ".xml";
        var file = Path.Combine(AppContext.BaseDirectory, name);
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"{name} must lie beside the program: the descriptions in the CRDs come from it. Publish with documentation files.", file);
        }

        return new(XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal));
    }

    /// <summary>One line, or null where there is no such text.</summary>
    /// <param name="member">Id as the compiler writes it, for example <c>P:Namespace.Type.Property</c>.</param>
    /// <param name="section"><c>summary</c> or <c>remarks</c>.</param>
    public string? Text(string member, string section = "summary")
    {
        if (!_members.TryGetValue(member, out var docs) || docs.Element(section) is not { } element)
        {
            return null;
        }

        var text = string.Concat(element.Nodes().Select(Plain));
        return Blank().Replace(text, " ").Trim();
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => JsonNamingPolicy.CamelCase.ConvertName(see.Attribute("cref")!.Value.Split('.')[^1]),
        XElement other => string.Concat(other.Nodes().Select(Plain)),
        _ => "",
    };

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();
}
