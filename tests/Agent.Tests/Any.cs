using CsCheck;

namespace Sonde.Agent.Tests;

/// <summary>Generators that the tests share.</summary>
internal static class Any
{
    /// <summary>One of these values.</summary>
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
