using System.Text.Json.Nodes;
using k8s;
using Sonde.Operator.Api;
using Sonde.Operator.Api.Schema;
using YamlDotNet.RepresentationModel;

namespace Sonde.Operator.Tests.Api;

/// <summary>The types cross JSON as the Kubernetes client writes and reads it.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<Type> Kinds => [.. CrdWriter.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_is_set_comes_back(Type kind)
    {
        var written = KubernetesJson.Serialize(Filled.Of(kind));

        var read = typeof(KubernetesJson).GetMethod(nameof(KubernetesJson.Deserialize), [typeof(string), typeof(System.Text.Json.JsonSerializerOptions)])!
            .MakeGenericMethod(kind).Invoke(null, [written, null])!;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(KubernetesJson.Serialize(read))));
        Assert.DoesNotContain("null", written, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_that_is_written_is_one_that_the_schema_knows(Type kind)
    {
        var written = JsonNode.Parse(KubernetesJson.Serialize(Filled.Of(kind)))!;
        var stream = new YamlStream();
        stream.Load(new StringReader(CrdWriter.Yaml(kind)));
        var schema = stream.Documents[0].RootNode["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"];

        Assert.Empty(Unknown(written["spec"], schema["spec"], "spec"));
        Assert.Empty(Unknown(written["status"], schema["status"], "status"));
    }

    [Fact]
    public void An_object_without_a_status_was_seen_by_nobody()
    {
        var read = KubernetesJson.Deserialize<LlmFunction>("""{"metadata": {"name": "a"}, "spec": {}, "status": {}}""");

        Assert.Equal(-1, read.Status!.ObservedGeneration);
        Assert.Null(read.Spec.Container);
        Assert.Null(KubernetesJson.Deserialize<LlmFunction>("""{"metadata": {"name": "a"}}""").Status);
    }

    [Fact]
    public void A_field_that_is_not_set_is_not_written()
    {
        var written = KubernetesJson.Serialize(new LlmFunction { Spec = { Container = new() { Image = "x" }, Resources = new() { MemoryMB = 1024 } } });

        Assert.Equal("""{"apiVersion":"sonde.dev/v1alpha1","kind":"LlmFunction","metadata":{},"spec":{"container":{"image":"x"},"resources":{"memoryMB":1024}}}""", written);
    }

    [Fact]
    public void Times_are_written_in_UTC_and_whole_seconds()
    {
        var condition = new Condition { Type = ConditionTypes.Ready, LastTransitionTime = new(2026, 11, 25, 17, 41, 3, 987, TimeSpan.FromHours(8)) };

        Assert.Contains("\"lastTransitionTime\":\"2026-11-25T09:41:03Z\"", KubernetesJson.Serialize(condition), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Unknown(JsonNode? value, YamlNode schema, string path) => value switch
    {
        JsonObject when Has(schema, "additionalProperties") => [],
        JsonObject map when !Has(schema, "properties") => map.Select(field => $"{path}.{field.Key}"),
        JsonObject map => map.SelectMany(field => Has(schema["properties"], field.Key)
            ? Unknown(field.Value, schema["properties"][field.Key], $"{path}.{field.Key}")
            : [$"{path}.{field.Key}"]),
        JsonArray list => list.SelectMany(item => Unknown(item, schema["items"], path + "[]")),
        _ => [],
    };

    private static bool Has(YamlNode node, string key) => node is YamlMappingNode map && map.Children.ContainsKey(key);
}
