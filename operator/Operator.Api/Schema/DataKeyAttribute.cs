using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A key of a Secret's or ConfigMap's data.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DataKeyAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema)
    {
        new LengthAttribute(253) { Min = 1 }.Apply(schema);
        new PatternAttribute("^[-._a-zA-Z0-9]+$").Apply(schema);
    }
}
