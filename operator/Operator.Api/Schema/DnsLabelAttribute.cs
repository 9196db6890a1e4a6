using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A name as our own objects have it: a DNS label.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DnsLabelAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema)
    {
        new LengthAttribute(63) { Min = 1 }.Apply(schema);
        new PatternAttribute("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$").Apply(schema);
    }
}
