using System.Reflection;
using System.Runtime.CompilerServices;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>Arguments for any operation of the clients, so that a new one is tested without being named.</summary>
internal static class Made
{
    /// <summary>The token of a service account, as one is given to an exchange.</summary>
    public const string ServiceAccountToken = "eyJfakeHeader.fake/Payload+1.fakeSignature";

    public static object? Of(ParameterInfo parameter) => Of(parameter.ParameterType, parameter.Name!);

    private static object? Of(Type type, string name)
    {
        if (Nullable.GetUnderlyingType(type) is not null)
            return null;
        if (type == typeof(string))
            return Text(name);
        if (type == typeof(TimeSpan))
            return TimeSpan.FromHours(1);
        if (type == typeof(HttpMethod))
            return HttpMethod.Get;
        if (type == typeof(CancellationToken))
            return TestContext.Current.CancellationToken;
        if (type == typeof(Stream))
            return new MemoryStream();
        if (type == typeof(ObjectBody))
            return ObjectBody.FromBytes("content"u8.ToArray());
        if (type.IsValueType)
            return type.IsPrimitive && type != typeof(bool) ? Convert.ChangeType(1, type, null) : RuntimeHelpers.GetUninitializedObject(type);
        return type.IsGenericType ? Collection(type, name) : Record(type);
    }

    private static string Text(string name) => name switch
    {
        "token" => ServiceAccountToken,
        _ when name.EndsWith("bucket", StringComparison.OrdinalIgnoreCase) => "artifacts",
        _ => "name-1",
    };

    private static object Collection(Type type, string name)
    {
        var arguments = type.GetGenericArguments();
        if (arguments.Length == 2)
            return new Dictionary<string, string> { ["name"] = "value" };

        var one = Array.CreateInstance(arguments[0], 1);
        one.SetValue(Of(arguments[0], name), 0);
        return one;
    }

    private static object Record(Type type)
    {
        var constructor = type.GetConstructors().Where(c => c.GetParameters() is not [var only] || only.ParameterType != type).MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"No argument of type {type} can be made; teach it to {nameof(Made)}.");
        var made = constructor.Invoke([.. constructor.GetParameters().Select(Of)]);
        foreach (var property in type.GetProperties().Where(property => property.GetCustomAttribute<RequiredMemberAttribute>() is not null))
            property.SetValue(made, Of(property.PropertyType, property.Name));
        return made;
    }
}
