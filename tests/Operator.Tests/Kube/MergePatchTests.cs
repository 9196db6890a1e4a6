using System.Text.Json.Nodes;
using CsCheck;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Kube;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":2}}""", """{"b":{"c":2},"a":1}""", null)]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", """{"b":null}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":1}}""", """{"a":{"c":null}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", """{"a":[2,1]}""")]
    [InlineData("""{}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":"text"}""", """{"a":"text"}""")]
    public void The_patch_names_what_differs_and_nothing_else(string before, string after, string? patch) =>
        Assert.Equal(patch, MergePatch.Between(Parse(before), Parse(after))?.ToJsonString());

    [Fact]
    public void The_patch_turns_one_into_the_other_and_the_same_into_none() =>
        Gen.Select(GenObject(3), GenObject(3)).Sample((before, after) =>
        {
            var patch = MergePatch.Between(before, after);

            Assert.True(JsonNode.DeepEquals(after, Apply(before, patch)), $"{before.ToJsonString()} + {patch?.ToJsonString()} is not {after.ToJsonString()}");
            Assert.Null(MergePatch.Between(after, (JsonObject)after.DeepClone()));
        });

    /// <summary>RFC 7386, section 2, as it stands there.</summary>
    private static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
            return patch is null ? target?.DeepClone() : patch.DeepClone();
        var result = target is JsonObject old ? (JsonObject)old.DeepClone() : [];
        foreach (var (name, value) in members)
        {
            if (value is null)
                result.Remove(name);
            else
                result[name] = Apply(result[name], value);
        }
        return result;
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static Gen<JsonObject> GenObject(int depth) =>
        Gen.Dictionary<string, Func<JsonNode>>(Gen.Int[0, 3].Select(i => "abcd"[i].ToString()), GenValue(depth))[0, 4].Select(members => new JsonObject(members.Select(m => new KeyValuePair<string, JsonNode?>(m.Key, m.Value()))));

    private static Gen<Func<JsonNode>> GenValue(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.Int[0, 3].Select<int, Func<JsonNode>>(number => () => JsonValue.Create(number)),
            Gen.Int[0, 1].Select<int, Func<JsonNode>>(i => () => JsonValue.Create(i == 0 ? "x" : "y")),
            Gen.Int[0, 2].Array[0, 3].Select<int[], Func<JsonNode>>(numbers => () => new JsonArray([.. numbers.Select(n => JsonValue.Create(n))])));
        return depth == 0 ? scalar : Gen.OneOf(scalar, GenObject(depth - 1).Select<JsonObject, Func<JsonNode>>(inner => () => inner.DeepClone()));
    }
}
