using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>Name of an OSS bucket.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BucketNameAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema)
    {
        new LengthAttribute(63) { Min = 3 }.Apply(schema);
        new PatternAttribute("^[a-z0-9][a-z0-9-]*[a-z0-9]$").Apply(schema);
    }
}
