using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>Remote write 2.0, metadata and names beyond the old alphabet as Prometheus 3 has them. It is a server: in agent mode it knows no metadata.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class BesidePrometheus3Tests
{
    [Fact]
    public async Task Series_values_times_ends_and_metadata_are_those_of_Prometheus_in_remote_write_2()
    {
        var differences = await SideBySide.RunAsync(
            Tool.Prometheus3,
            ["--storage.tsdb.path=DATA", "--enable-feature=exemplar-storage,metadata-wal-records"],
            ScraperConfig.SecondMessage,
            [.. EngineScripts.All, .. ChangingScripts.All, .. ChangingScripts.Quoted],
            TestContext.Current.CancellationToken);

        SideBySide.AssertKnown(differences, [.. Known.Always, .. Known.From3]);
    }
}
