using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>An absolute folder in an instance, never the root; without characters that a shell would read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MountPathAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema)
    {
        new LengthAttribute(128) { Min = 2 }.Apply(schema);
        new PatternAttribute("^(/[A-Za-z0-9_.-]+)+/?$").Apply(schema);
    }
}
