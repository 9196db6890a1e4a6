using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>How many items a list has.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(int max) : SchemaAttribute
{
    /// <summary>At most.</summary>
    public int Max { get; } = max;

    /// <summary>At least; none when 0.</summary>
    public int Min { get; set; }

    internal override void Apply(JsonObject schema)
    {
        if (Min > 0)
        {
            schema["minItems"] = Min;
        }

        schema["maxItems"] = Max;
    }
}
