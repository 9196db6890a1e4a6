using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>RE2 expression that each string of a list must match.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemPatternAttribute(string pattern) : SchemaAttribute
{
    /// <summary>The expression.</summary>
    public string Pattern { get; } = pattern;

    internal override void Apply(JsonObject schema) => new PatternAttribute(Pattern).Apply((JsonObject)schema["items"]!);
}
