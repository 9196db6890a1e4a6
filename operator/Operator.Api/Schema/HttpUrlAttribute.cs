using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>An http or https URL.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpUrlAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema)
    {
        new LengthAttribute(1024) { Min = 8 }.Apply(schema);
        AddRule(schema, "isURL(self) && url(self).getScheme() in ['http','https']", "must be an http or https URL");
    }
}
