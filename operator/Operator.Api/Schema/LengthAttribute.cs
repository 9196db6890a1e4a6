using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>Characters of a string. CEL refuses to be compiled over strings without a bound.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(int max) : SchemaAttribute
{
    /// <summary>At most.</summary>
    public int Max { get; } = max;

    /// <summary>At least; none when 0.</summary>
    public int Min { get; set; }

    internal override void Apply(JsonObject schema)
    {
        if (Min > 0)
        {
            schema["minLength"] = Min;
        }

        schema["maxLength"] = Max;
    }
}
