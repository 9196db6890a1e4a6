using Sonde.Testing;
using Sonde.Testing.Processes;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published;

/// <summary>Start mode Entrypoint: what is scraped and sent around the engine's life. The page is served by the test; the engine is a shell.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class ParentScrapeTests : PublishedTests
{
    [Fact]
    public async Task A_stop_is_seen_once_more_handed_on_and_flushed_with_the_ends_of_all_series()
    {
        // An hour between scrapes: what comes after the first two (begin, port open) comes because of the stop.
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("1h")}", "/bin/sh", "-c", "trap 'exit 7' TERM; while :; do sleep 0.05; done");
        await UntilAsync("the second scrape", () => Values("engine_scrapes_total").Contains(2));

        agent.Send(UnixSignal.Terminate);

        Assert.Equal(7, await agent.WaitForExitAsync(Patience, Cancellation));
        var samples = Samples("engine_scrapes_total");
        Assert.Equal([1, 2, 3], samples.Where(s => !s.IsStale).Select(s => s.Value));
        Assert.True(samples[^1].IsStale);
        Assert.DoesNotContain(0, Values("up"));
    }

    [Fact]
    public async Task The_engines_own_end_sends_what_waits_and_ends_all_series()
    {
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("1h")}", "/bin/sh", "-c", "read line; exit 6");
        await UntilAsync("a scrape", () => Values("engine_scrapes_total").Count > 0);

        agent.CloseInput();

        Assert.Equal(6, await agent.WaitForExitAsync(Patience, Cancellation));
        Assert.All(Sink.Accepted.GroupBy(series => series.ToString()), series => Assert.True(series.Last().Samples[^1].IsStale, series.Key));
    }

    [Fact]
    public async Task Case_32_a_receiver_that_hangs_holds_the_engines_end_no_longer_than_configured()
    {
        Sink.Answer = new RemoteWriteAnswer { Delay = TimeSpan.FromMinutes(5) };
        var extras = Folder.Write("extras.yaml", "sonde: {shutdown_timeout: 1s}");
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("1h")} --config {extras}", "/bin/sh", "-c", "read line; exit 6");
        await Eventually.TrueAsync("a scrape", Patience, () => Page.Scrapes > 0, Cancellation);
        var begun = TimeProvider.System.GetTimestamp();

        agent.CloseInput();

        Assert.Equal(6, await agent.WaitForExitAsync(Patience, Cancellation));
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_config_that_becomes_good_is_taken_while_the_engine_runs()
    {
        var path = Folder.Write("agent.yaml", "scrape_configs: [");
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {path}", "/bin/sh", "-c", "read line");
        await agent.WaitForLineAsync("the refusal", line => line.Contains("nothing is scraped until the config is good", StringComparison.Ordinal), Patience, Cancellation);

        WriteConfig("1s");

        await UntilAsync("samples", () => Values("engine_up").Count > 0);
        Assert.Empty(Values("sonde_engine_start_seconds"));
    }

    [Fact]
    public async Task The_cold_start_is_measured()
    {
        await using var agent = await PublishedAgent.StartParentAsync($"run --config {WriteConfig("200ms")}", "/bin/sh", "-c", "read line");
        await UntilAsync("both times", () => Values("sonde_engine_start_seconds").Count > 0 && Values("sonde_agent_first_push_seconds").Count > 0);

        Assert.InRange(Values("sonde_engine_start_seconds")[0], 0.0001, 5);
        Assert.InRange(Values("sonde_agent_first_push_seconds")[0], 0.0001, 5);
    }
}
