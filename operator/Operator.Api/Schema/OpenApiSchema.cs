using System.Reflection;
using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>C# type → structural schema, as a CustomResourceDefinition wants it.</summary>
internal sealed class OpenApiSchema(XmlDocs docs)
{
    /// <summary>The schema of a type: its own keywords and those of the attributes that stand on it.</summary>
    /// <exception cref="NotSupportedException">A type that a CRD cannot hold exactly (D5 of the design: no floats, no quantities).</exception>
    public JsonObject Of(Type type)
    {
        if (type.IsEnum)
        {
            return new() { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(name))]) };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            return new() { ["type"] = "array", ["items"] = Of(type.GetGenericArguments()[0]) };
        }

        return type switch
        {
            _ when type == typeof(string) => new() { ["type"] = "string" },
            _ when type == typeof(bool) => new() { ["type"] = "boolean" },
            _ when type == typeof(int) => new() { ["type"] = "integer", ["format"] = "int32" },
            _ when type == typeof(long) => new() { ["type"] = "integer", ["format"] = "int64" },
            _ when type == typeof(DateTimeOffset) => new() { ["type"] = "string", ["format"] = "date-time" },
            _ when type == typeof(Dictionary<string, string>) => new() { ["type"] = "object", ["additionalProperties"] = Of(typeof(string)) },
            { IsClass: true } when type.Assembly == typeof(OpenApiSchema).Assembly => ObjectOf(type),
            _ => throw new NotSupportedException($"{type} has no place in a CRD: use string, bool, int, long, DateTimeOffset, an enum, a list, a map of strings, or a record of ours."),
        };
    }

    private JsonObject ObjectOf(Type type)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in Properties(type))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            properties[name] = OfProperty(property);
            if (property.IsDefined(typeof(RequiredAttribute)))
            {
                required.Add(JsonValue.Create(name));
            }
        }

        var schema = new JsonObject { ["type"] = "object" };
        Describe(schema, docs.Text("T:" + type.FullName));
        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        Apply(schema, type);
        return schema;
    }

    private JsonObject OfProperty(PropertyInfo property)
    {
        var schema = Of(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        Describe(schema, docs.Text($"P:{property.DeclaringType!.FullName}.{property.Name}"));
        Apply(schema, property);
        return schema;
    }

    private static void Describe(JsonObject schema, string? text)
    {
        if (text is not null)
        {
            schema["description"] = text;
        }
    }

    private static void Apply(JsonObject schema, MemberInfo member)
    {
        foreach (var attribute in member.GetCustomAttributes<SchemaAttribute>(inherit: true))
        {
            attribute.Apply(schema);
        }
    }

    // Reflection lists the derived type's properties first; a reader expects what all statuses share on top.
    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite && !property.IsDefined(typeof(JsonIgnoreAttribute))
        orderby Depth(property.DeclaringType!), property.MetadataToken
        select property;

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;
}
