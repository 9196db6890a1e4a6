using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;
using k8s.Models;

namespace Sonde.Operator.Tests.Api;

/// <summary>An object with a value in every property, however deep; each value differs from the type's default.</summary>
internal static class Filled
{
    public static object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Last();
        if (type == typeof(V1ObjectMeta))
            return new V1ObjectMeta { Name = "filled", NamespaceProperty = "here", Generation = 3 };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            var list = (IList)Activator.CreateInstance(type)!;
            list.Add(Of(type.GetGenericArguments()[0]));
            return list;
        }

        return type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 42,
            _ when type == typeof(long) => 43L,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 25, 9, 41, 3, TimeSpan.Zero),
            _ when type == typeof(Dictionary<string, string>) => new Dictionary<string, string>(StringComparer.Ordinal) { ["Key"] = "value" },
            _ => OfObject(type),
        };
    }

    private static object OfObject(Type type)
    {
        var filled = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && !property.IsDefined(typeof(JsonIgnoreAttribute))))
        {
            if (property.Name is not ("ApiVersion" or "Kind") || property.PropertyType != typeof(string))
                property.SetValue(filled, Of(property.PropertyType));
        }

        return filled;
    }
}
