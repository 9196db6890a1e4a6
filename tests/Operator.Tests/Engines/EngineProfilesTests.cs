using System.Text.RegularExpressions;
using Sonde.Operator.Api;
using Sonde.Operator.Engines;

namespace Sonde.Operator.Tests.Engines;

public sealed class EngineProfilesTests
{
    public static TheoryData<Engine> Engines => [.. Enum.GetValues<Engine>().Where(e => e != Engine.Process)];

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_engine_is_known_once_and_its_defaults_are_sound(Engine engine)
    {
        var profile = EngineProfiles.Find(engine)!;

        Assert.True(profile.Path is null || profile.Path.StartsWith('/'));
        Assert.All(profile.Drop, name => Assert.NotNull(new Regex(name, RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    [Theory]
    [InlineData(Engine.SGLang, "--enable-metrics")]
    [InlineData(Engine.LlamaCpp, "--metrics")]
    [InlineData(Engine.VLLM, null)]
    public void A_flag_that_is_needed_is_missed(Engine engine, string? flag) => Assert.Equal(flag, EngineProfiles.Find(engine)!.MissingFlag(["serve", "--enable-metrics-for-all", "x"]));
}
