using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>ARN of a RAM role.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RoleArnAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema)
    {
        new LengthAttribute(256).Apply(schema);
        new PatternAttribute("^acs:ram::[0-9]{16}:role/.+$").Apply(schema);
    }
}
