using Sonde.Operator.Api.Schema;
using Sonde.Testing;
using YamlDotNet.RepresentationModel;

namespace Sonde.Operator.Tests.Api;

/// <summary>crds/*.yaml is what the C# types say. <c>UPDATE_GOLDEN=1</c> writes it.</summary>
public sealed class CrdFilesTests
{
    private static readonly string s_folder = RepositoryRoot.Combine("crds");

    public static TheoryData<Type> Kinds => [.. CrdWriter.Kinds];

    [Fact]
    public void The_committed_files_are_those_of_the_types()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            CrdWriter.WriteAll(s_folder);

        Assert.Equal(CrdWriter.Kinds.Select(CrdWriter.FileName), Directory.GetFiles(s_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var kind in CrdWriter.Kinds)
        {
            var committed = File.ReadAllText(Path.Combine(s_folder, CrdWriter.FileName(kind)));
            Assert.True(committed == CrdWriter.Yaml(kind), $"crds/{CrdWriter.FileName(kind)} is not what the C# types say: run `make manifests` and commit the result.");
        }
    }

    [Fact]
    public void Writing_twice_gives_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();

        var files = CrdWriter.WriteAll(first.Path).Zip(CrdWriter.WriteAll(second.Path)).ToList();

        Assert.Equal(4, files.Count);
        Assert.All(files, pair => Assert.Equal(File.ReadAllBytes(pair.First), File.ReadAllBytes(pair.Second)));
    }

    [Fact]
    public void Each_kind_has_the_short_name_of_the_design()
    {
        var names = CrdWriter.Kinds.ToDictionary(kind => kind.Name, kind => ((YamlScalarNode)((YamlSequenceNode)Crd(kind)["spec"]["names"]["shortNames"])[0]).Value, StringComparer.Ordinal);

        Assert.Equal(("cacct", "prominst", "mpipe", "llmfn"), (names["CloudAccount"], names["PrometheusInstance"], names["MetricsPipeline"], names["LlmFunction"]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_only_default_is_the_generation_that_nobody_has_seen(Type kind)
    {
        var defaults = Walk(Schema(kind), "").Where(node => node.Path.EndsWith(".default", StringComparison.Ordinal) && !node.Path.Contains("properties.default", StringComparison.Ordinal));

        Assert.Equal([(".properties.status.default", "{ { observedGeneration, -1 } }")], defaults.Select(node => (node.Path, node.Node.ToString())));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Everything_a_user_can_set_is_described(Type kind)
    {
        var undescribed = Walk(Schema(kind)["properties"]["spec"], "spec")
            .Where(node => IsProperty(node.Path) && !((YamlMappingNode)node.Node).Children.ContainsKey("description"))
            .Select(node => node.Path);

        Assert.Empty(undescribed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_list_says_how_it_is_merged_and_every_string_and_list_how_long_it_may_be(Type kind)
    {
        var unbounded = Walk(Schema(kind)["properties"]["spec"], "spec").Where(node => node.Node is YamlMappingNode map && Unbounded(map)).Select(node => node.Path);

        Assert.Empty(unbounded);
    }

    [Theory]
    [InlineData("y")]
    [InlineData("no")]
    [InlineData("On")]
    [InlineData("true")]
    [InlineData("1.5")]
    [InlineData("a: b")]
    [InlineData("#x")]
    [InlineData("")]
    [InlineData("- x")]
    [InlineData("it's")]
    public void A_text_that_a_yaml_1_1_reader_takes_for_something_else_is_quoted(string text)
    {
        var yaml = SchemaYaml.Write(new System.Text.Json.Nodes.JsonObject { ["enum"] = new System.Text.Json.Nodes.JsonArray(text) });

        Assert.Equal($"enum:\n- '{text.Replace("'", "''", StringComparison.Ordinal)}'\n", yaml);
    }

    private static bool IsProperty(string path)
    {
        var parts = path.Split('.');
        return parts.Length >= 2 && parts[^2] == "properties" && (parts.Length < 3 || parts[^3] != "properties");
    }

    private static bool Unbounded(YamlMappingNode map)
    {
        bool Is(string type) => map.Children.TryGetValue("type", out var node) && node is YamlScalarNode scalar && scalar.Value == type;
        bool Has(string key) => map.Children.ContainsKey(key);
        return (Is("string") && !Has("maxLength") && !Has("enum") && !Has("format") && !Has("pattern"))
            || (Is("array") && !(Has("maxItems") && Has("x-kubernetes-list-type")))
            || (Is("object") && Has("additionalProperties") && !Has("maxProperties"));
    }

    private static YamlNode Schema(Type kind) => Crd(kind)["spec"]["versions"][0]["schema"]["openAPIV3Schema"];

    private static YamlNode Crd(Type kind)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(CrdWriter.Yaml(kind)));
        return stream.Documents[0].RootNode;
    }

    private static IEnumerable<(string Path, YamlNode Node)> Walk(YamlNode node, string path)
    {
        yield return (path, node);
        if (node is not YamlMappingNode map)
            yield break;
        foreach (var (key, value) in map.Children)
        {
            foreach (var below in Walk(value, $"{path}.{((YamlScalarNode)key).Value}"))
                yield return below;
        }
    }
}
