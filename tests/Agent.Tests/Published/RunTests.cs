using System.Globalization;
using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published;

[Trait("Needs", "PublishedAgent")]
public sealed class RunTests : PublishedTests
{
    [Fact]
    public async Task Version_and_check_run_without_anything_else()
    {
        await using var version = await PublishedAgent.StartAsync("version");
        Assert.Equal(0, await version.WaitForExitAsync(Patience, Cancellation));
        Assert.Matches(@"^sonde-agent \d+\.\d+\.\d+$", version.Output);

        await using var check = await PublishedAgent.StartAsync($"check --config {WriteConfig("1s")}");
        Assert.Equal(0, await check.WaitForExitAsync(Patience, Cancellation));
        Assert.StartsWith("ok: config ", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_config_ends_it_with_1_and_the_faults_on_standard_error()
    {
        await using var agent = await PublishedAgent.StartAsync($"run --config {Folder.Write("bad.yaml", "scrape_configs: [{job: x}]")}");

        Assert.Equal(1, await agent.WaitForExitAsync(Patience, Cancellation));
        Assert.Contains("bad.yaml:1:19 scrape_configs[0].job: is not known here", agent.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixSignal.Terminate)]
    [InlineData(UnixSignal.Interrupt)]
    [Spec("7 1 SIGTERM with unsent data")]
    [Spec("1 exit code")]
    public async Task A_stop_sends_the_last_scrape_and_the_ends_of_all_series_and_ends_with_0(UnixSignal signal)
    {
        // An hour between scrapes: whatever comes second comes because of the stop.
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig("1h")}");
        await DeliveredAsync("engine_scrapes_total", 1);

        agent.Send(signal);

        Assert.Equal(0, await agent.WaitForExitAsync(Patience, Cancellation));
        var samples = Samples("engine_scrapes_total");
        Assert.Equal([1, 2], samples.Where(s => !s.IsStale).Select(s => s.Value));
        Assert.True(samples[^1].IsStale);
    }

    [Fact]
    public async Task A_hang_up_does_not_end_it()
    {
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig("200ms")}");
        await DeliveredAsync("engine_scrapes_total", 1);

        _ = await ChildProcess.RunAsync(new ChildProcessStart("kill", "-HUP", agent.Id.ToString(CultureInfo.InvariantCulture)), "", Patience, Cancellation);
        await DeliveredAsync("engine_scrapes_total", Page.Scrapes + 3);

        Assert.False(agent.HasExited);
    }

    [Fact]
    [Spec("7 2 SIGSTOP and SIGCONT")]
    public async Task After_a_freeze_it_scrapes_at_once_and_fills_nothing_in()
    {
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig("1s")}");
        await DeliveredAsync("engine_scrapes_total", 2);

        agent.Send(UnixSignal.Stop);
        var before = Page.Scrapes;
        await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System, Cancellation);
        agent.Send(UnixSignal.Continue);
        await DeliveredAsync("engine_scrapes_total", before + 2);

        var times = Samples("engine_scrapes_total").Where(s => !s.IsStale).Select(s => s.TimestampMilliseconds).ToList();
        var gaps = times.Zip(times.Skip(1), (earlier, later) => later - earlier).ToList();
        Assert.All(gaps, gap => Assert.True(gap > 0));
        Assert.Single(gaps, gap => gap >= 5_000);
        Assert.InRange(Page.Scrapes - before, 2, 4);
    }

    [Fact]
    public async Task A_new_content_of_the_file_is_gone_over_to_and_a_broken_one_is_not()
    {
        var path = WriteConfig("500ms", "before");
        await using var agent = await PublishedAgent.StartAsync($"run --config {path}");
        await UntilAsync("samples of the first job", () => HasJob("before"));

        await File.WriteAllTextAsync(path, "scrape_configs: [", Cancellation);
        await agent.WaitForLineAsync("the refusal", line => line.Contains("is not taken, the last good one stays", StringComparison.Ordinal), Patience, Cancellation);
        var scrapes = Page.Scrapes;
        await DeliveredAsync("engine_scrapes_total", scrapes + 2);

        WriteConfig("500ms", "after");
        await UntilAsync("samples of the second job", () => HasJob("after"));
        await agent.WaitForLineAsync("the swap", line => line.Contains("config swapped: ", StringComparison.Ordinal), Patience, Cancellation);
        await UntilAsync("the end of the first job's series", () => Sink.Accepted.Any(s => s.Name == "engine_up" && s["job"] == "before" && s.Samples[^1].IsStale));
    }

    private bool HasJob(string job) => Sink.Accepted.Any(series => series.Name == "engine_up" && series["job"] == job);

    private Task DeliveredAsync(string name, double atLeast) =>
        UntilAsync($"{name} >= {atLeast}", () => Samples(name).Exists(s => s.Value >= atLeast));
}
