using System.Reflection;

namespace Sonde.Agent.Tests.Spec;

/// <summary>A test that names a row of the specification.</summary>
internal sealed record SpecTest(string Tag, Type Class, MethodInfo Method)
{
    public string Name => $"{Class.Name}.{Method.Name}";

    /// <summary>All of this assembly, in the order of their names.</summary>
    public static IReadOnlyList<SpecTest> FindAll() =>
        [.. typeof(SpecTest).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).SelectMany(method => Of(type, method)))
            .Distinct().OrderBy(test => test.Name, StringComparer.Ordinal)];

    private static IEnumerable<SpecTest> Of(Type type, MethodInfo method) => method.GetCustomAttributes<SpecAttribute>().Concat(type.GetCustomAttributes<SpecAttribute>())
        .SelectMany(attribute => attribute.GetTraits())
        .Where(_ => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute))
        .Select(trait => new SpecTest(trait.Value, type, method));
}
