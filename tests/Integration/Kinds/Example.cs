using System.Globalization;
using System.Text.Json.Nodes;
using Sonde.Testing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sonde.Integration.Kinds;

/// <summary>One object of a file of examples, with what it expects of the API server.</summary>
internal sealed record Example(string File, int Index, JsonObject Body)
{
    public string Kind => Body["kind"]!.GetValue<string>();

    public string Name => Body["metadata"]!["name"]!.GetValue<string>();

    /// <summary>Words of the refusal; null when it is to be accepted.</summary>
    public string? Expected => Annotation("test/expect");

    /// <summary>It replaces the object of the same kind and name.</summary>
    public bool IsUpdate => Annotation("test/update") is not null;

    public string Plural => Kind.ToLowerInvariant() + "s";

    /// <summary>The objects of <c>Kinds/examples/FILE.yaml</c>, in order.</summary>
    public static IReadOnlyList<Example> Of(string file)
    {
        var stream = new YamlStream();
        using var text = System.IO.File.OpenText(RepositoryRoot.Combine("tests", "Integration", "Kinds", "examples", file + ".yaml"));
        stream.Load(text);
        return [.. stream.Documents.Select((document, index) => new Example(file, index, (JsonObject)ToJson(document.RootNode)!))];
    }

    private string? Annotation(string name) => Body["metadata"]!["annotations"]?[name]?.GetValue<string>();

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain when long.TryParse(plain.Value, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } plain => plain.Value == "true",
        YamlScalarNode scalar => scalar.Value,
        _ => throw new NotSupportedException($"{node.NodeType} at {node.Start}"),
    };
}
