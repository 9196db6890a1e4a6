using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>Remote write 1.0 as Debian's Prometheus in agent mode writes it.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class BesidePrometheusTests
{
    [Fact]
    public async Task Series_values_times_and_ends_are_those_of_Prometheus_in_remote_write_1()
    {
        var differences = await SideBySide.RunAsync(
            Tool.Prometheus,
            ["--enable-feature=agent,exemplar-storage", "--storage.agent.path=DATA"],
            ScraperConfig.FirstMessage,
            [.. EngineScripts.All, .. ChangingScripts.All],
            TestContext.Current.CancellationToken);

        SideBySide.AssertKnown(differences, [.. Known.Always, .. Known.Before3]);
    }
}
