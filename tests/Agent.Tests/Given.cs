using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Scrape;

namespace Sonde.Agent.Tests;

/// <summary>Valid jobs, destinations and configurations; a test names only what it is about.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static long NoonMilliseconds => Noon.ToUnixTimeMilliseconds();

    public static readonly ScrapeJob Job = new()
    {
        JobName = "fn",
        Targets = [new StaticTarget("127.0.0.1:9000", [])],
        Interval = TimeSpan.FromSeconds(15),
        Timeout = TimeSpan.FromSeconds(10),
    };

    public static readonly RemoteWriteDestination Destination = new()
    {
        Name = "prometheusremotewrite",
        Url = "http://127.0.0.1:9090/api/v1/write",
    };

    public static ScrapeTarget Target() => Target(Job);

    public static ScrapeTarget Target(ScrapeJob job) => Assert.Single(TargetExpansion.Of(job));

    public static AgentConfig Config(ScrapeJob job, params RemoteWriteDestination[] destinations) => new()
    {
        ScrapeJobs = [job],
        RemoteWrites = destinations.ToEquatableArray(),
    };
}
