using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A CEL rule and the message of its refusal.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class RuleAttribute(string rule, string message) : SchemaAttribute
{
    /// <summary>The CEL expression; true lets the value pass.</summary>
    public string Rule { get; } = rule;

    /// <summary>What the user reads when it is refused.</summary>
    public string Message { get; } = message;

    internal override void Apply(JsonObject schema) => AddRule(schema, Rule, Message);
}
