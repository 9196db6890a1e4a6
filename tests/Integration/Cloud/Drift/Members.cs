using System.Collections;
using System.Reflection;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Integration.Cloud.Drift;

/// <summary>Looks at the members of what our client sends, by reflection: a member that is added later is looked at too.</summary>
internal static class Members
{
    /// <summary>Filled in by the service; a request never has them.</summary>
    private static readonly string[] s_readOnly = ["CustomContainerConfig.ResolvedImageUri", "CustomContainerConfig.AccelerationInfo", "VpcConfig.Role"];

    /// <summary>Paths at which something declared did not come back. What is empty and what is absent are the same (fc.md 5).</summary>
    /// <param name="absentDiffers">Whether what is absent in <paramref name="observed"/> counts; if not, only what is there and says something else.</param>
    public static IEnumerable<string> Missing(object? declared, object? observed, bool absentDiffers = true, string path = "")
    {
        if (declared is null || (IsEmpty(declared) && IsEmpty(observed)))
            return [];
        if (observed is null)
            return absentDiffers ? [path] : [];
        return declared switch
        {
            // Floating point on the way (fc.md 5): steps are of 0.05.
            decimal number => Math.Abs(number - (decimal)observed) < 0.001m ? [] : [path],
            string or ValueType => declared.Equals(observed) ? [] : [path],
            IReadOnlyDictionary<string, string> map => map.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(((IReadOnlyDictionary<string, string>)observed).OrderBy(pair => pair.Key, StringComparer.Ordinal)) ? [] : [path],
            IEnumerable list => MissingItems([.. list.Cast<object>()], [.. ((IEnumerable)observed).Cast<object>()], absentDiffers, path),
            _ => Of(typeof(FunctionConfig).IsInstanceOfType(declared) ? typeof(FunctionConfig) : declared.GetType())
                .Where(member => member.Name != nameof(CustomContainerConfig.RegistryConfig))
                .SelectMany(member => Missing(member.GetValue(declared), member.GetValue(observed), absentDiffers, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        };
    }

    /// <summary>All members below a type as <c>Type.Member</c>, but for those that a request never has.</summary>
    public static IEnumerable<string> All(Type type) => Of(type).Where(member => !s_readOnly.Contains(Named(member)))
        .SelectMany(member => (IEnumerable<string>)[Named(member), .. Inner(member.PropertyType) is { } inner ? All(inner) : []]).Distinct();

    /// <summary>Those of them that are set here.</summary>
    public static IEnumerable<string> Set(object? value, Type? type = null) => value switch
    {
        null or string or ValueType => [],
        IEnumerable list => list.Cast<object>().SelectMany(item => Set(item)),
        _ => Of(type ?? value.GetType()).Where(member => member.GetValue(value) is not null).SelectMany(member => (IEnumerable<string>)[Named(member), .. Inner(member.PropertyType) is null ? [] : Set(member.GetValue(value))]),
    };

    public static IEnumerable<PropertyInfo> Of(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.CanWrite && member.Name != nameof(WireObject.Unknown));

    private static string Named(PropertyInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";

    /// <summary>The record that a member holds, or a list of; null for plain values.</summary>
    private static Type? Inner(Type type)
    {
        var item = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : type;
        return typeof(WireObject).IsAssignableFrom(item) ? item : null;
    }

    private static IEnumerable<string> MissingItems(IReadOnlyList<object> declared, IReadOnlyList<object> observed, bool absentDiffers, string path) =>
        declared.Count != observed.Count ? [path] : declared.Zip(observed).SelectMany(pair => Missing(pair.First, pair.Second, absentDiffers, path)).Distinct();

    private static bool IsEmpty(object? value) => value switch
    {
        null or "" or "NONE" or -1 => true,
        string or ValueType => false,
        IEnumerable list => !list.Cast<object>().Any(),
        _ => false,
    };
}
