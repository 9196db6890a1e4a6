using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>How many entries a map of strings has, and how long a value is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EntriesAttribute(int max) : SchemaAttribute
{
    /// <summary>At most.</summary>
    public int Max { get; } = max;

    /// <summary>Characters of a value at most.</summary>
    public int ValueLength { get; set; } = 128;

    internal override void Apply(JsonObject schema)
    {
        schema["maxProperties"] = Max;
        new LengthAttribute(ValueLength).Apply((JsonObject)schema["additionalProperties"]!);
    }
}
