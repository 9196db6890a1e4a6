using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>What a C# type cannot say about a value but the API server can check. Each attribute writes its own keywords into the schema of the value it stands on.</summary>
public abstract class SchemaAttribute : Attribute
{
    internal abstract void Apply(JsonObject schema);

    private protected static void AddRule(JsonObject schema, string rule, string message)
    {
        if (schema["x-kubernetes-validations"] is not JsonArray rules)
        {
            schema["x-kubernetes-validations"] = rules = [];
        }

        rules.Add(new JsonObject { ["rule"] = rule, ["message"] = message });
    }
}
