using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A list whose order means something; it is replaced as a whole.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtomicListAttribute : SchemaAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-kubernetes-list-type"] = "atomic";
}
