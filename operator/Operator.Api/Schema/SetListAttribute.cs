using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A list of different values; order means nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SetListAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-kubernetes-list-type"] = "set";
}
