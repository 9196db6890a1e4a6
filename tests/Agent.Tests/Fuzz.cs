using System.Globalization;

namespace Sonde.Agent.Tests;

/// <summary>How long the tests of the trait <c>kind=fuzz</c> run: <c>SONDE_FUZZ_TIMES</c> makes them that many times as long.</summary>
internal static class Fuzz
{
    public const string Trait = "kind";

    public const string Value = "fuzz";

    public static int Rounds(int usual) =>
        usual * int.Parse(Environment.GetEnvironmentVariable("SONDE_FUZZ_TIMES") is { Length: > 0 } times ? times : "1", CultureInfo.InvariantCulture);
}
