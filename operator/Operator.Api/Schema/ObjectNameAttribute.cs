using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A name as Secrets and ConfigMaps have it: a DNS subdomain.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ObjectNameAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema)
    {
        new LengthAttribute(253) { Min = 1 }.Apply(schema);
        new PatternAttribute(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$").Apply(schema);
    }
}
