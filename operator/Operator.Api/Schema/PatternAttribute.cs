using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>RE2 expression that a string must match.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string pattern) : SchemaAttribute
{
    /// <summary>The expression.</summary>
    public string Pattern { get; } = pattern;

    internal override void Apply(JsonObject schema) => schema["pattern"] = Pattern;
}
