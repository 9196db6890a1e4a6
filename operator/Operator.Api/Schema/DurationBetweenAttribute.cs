using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A duration such as <c>90s</c> or <c>1h30m</c>, between two others, both included.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationBetweenAttribute(string min, string max) : SchemaAttribute
{
    /// <summary>At least.</summary>
    public string Min { get; } = min;

    /// <summary>At most.</summary>
    public string Max { get; } = max;

    internal override void Apply(JsonObject schema)
    {
        new LengthAttribute(16) { Min = 2 }.Apply(schema);
        new PatternAttribute("^([0-9]+(ms|s|m|h))+$").Apply(schema);
        AddRule(schema, $"duration(self) >= duration('{Min}') && duration(self) <= duration('{Max}')", $"must be between {Min} and {Max}");
    }
}
