using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A list whose items are told apart by keys; order means nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MapListAttribute(params string[] keys) : SchemaAttribute
{
    /// <summary>Required fields of the item that make its key.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;

    internal override void Apply(JsonObject schema)
    {
        schema["x-kubernetes-list-type"] = "map";
        schema["x-kubernetes-list-map-keys"] = new JsonArray([.. Keys.Select(key => JsonValue.Create(key))]);
    }
}
