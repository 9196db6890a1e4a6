using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>Members of the enumeration that are no value of this field.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExceptAttribute(params string[] members) : SchemaAttribute
{
    /// <summary>The members left out.</summary>
    public IReadOnlyList<string> Members { get; } = members;

    internal override void Apply(JsonObject schema)
    {
        var values = (JsonArray)schema["enum"]!;
        values.RemoveAll(value => Members.Contains(value!.GetValue<string>()));
    }
}
