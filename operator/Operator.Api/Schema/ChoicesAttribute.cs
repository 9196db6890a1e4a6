using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>The only values of a whole number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChoicesAttribute(params int[] values) : SchemaAttribute
{
    /// <summary>The values.</summary>
    public IReadOnlyList<int> Values { get; } = values;

    internal override void Apply(JsonObject schema) => schema["enum"] = new JsonArray([.. Values.Select(value => JsonValue.Create(value))]);
}
