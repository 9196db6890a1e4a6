using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>Characters of each string of a list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemLengthAttribute(int max) : SchemaAttribute
{
    /// <summary>At most.</summary>
    public int Max { get; } = max;

    /// <summary>At least; none when 0.</summary>
    public int Min { get; set; }

    internal override void Apply(JsonObject schema) => new LengthAttribute(Max) { Min = Min }.Apply((JsonObject)schema["items"]!);
}
