using System.Globalization;
using Sonde.Agent.Tests.Machine;
using Sonde.Testing;
using Sonde.Testing.Processes;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published;

/// <summary>Figures of the machine by the static file, with a stand-in for nvidia-smi.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class MachineTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private RemoteWriteSink _sink = null!;
    private MetricsPage _page = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sink = await RemoteWriteSink.StartAsync(Cancellation);
        _page = await MetricsPage.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        await _page.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GPUs_go_with_the_rest_and_end_with_it(bool isParent)
    {
        NvidiaSmi("echo '0, GPU-1, NVIDIA L20, 37, 1024, 46068, 54, 120.5'");
        await using var agent = await StartAsync("", isParent);

        await _sink.WaitForAsync("a GPU", _ => Series("sonde_gpu_utilization_ratio").Count > 1, s_patience, Cancellation);

        var series = Series("sonde_gpu_utilization_ratio")[0];
        Assert.Equal(("0", "GPU-1", "NVIDIA L20", "a"), (series["gpu"], series["uuid"], series["model"], series["job"]));
        Assert.Equal(0.37, series.Samples[0].Value, 6);
        Assert.Equal(1024 * 1048576.0, Series("sonde_gpu_memory_used_bytes")[0].Samples[0].Value);

        agent.Send(UnixSignal.Terminate);
        await agent.WaitForExitAsync(s_patience, Cancellation);
        Assert.True(Series("sonde_gpu_utilization_ratio")[^1].Samples[^1].IsStale);
    }

    [Fact]
    public async Task Switched_off_nothing_is_started_and_nothing_told()
    {
        NvidiaSmi($"echo x > {_folder.File("asked")}; echo '0, GPU-1, A, 1, 1, 1, 1, 1'");
        await using var agent = await StartAsync("sonde: {machine: {gpu: false, cgroup: false}}", isParent: false);

        await _sink.WaitForAsync("five scrapes", _ => Series("engine_scrapes_total").Count >= 5, s_patience, Cancellation);

        Assert.False(File.Exists(_folder.File("asked")));
        Assert.DoesNotContain(_sink.Accepted, series => series.Name.StartsWith("sonde_gpu_", StringComparison.Ordinal) || series.Name.StartsWith("sonde_instance_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_hangs_ends_with_the_agent_and_holds_up_nothing()
    {
        NvidiaSmi($"echo $$ > {_folder.File("id")}.part; mv {_folder.File("id")}.part {_folder.File("id")}; exec sleep 600");
        await using var agent = await StartAsync("", isParent: false);
        await _sink.WaitForAsync("three scrapes", _ => Series("engine_scrapes_total").Count >= 3, s_patience, Cancellation);
        await Eventually.TrueAsync("its start", s_patience, () => File.Exists(_folder.File("id")), Cancellation);

        agent.Send(UnixSignal.Terminate);

        Assert.Equal(0, await agent.WaitForExitAsync(s_patience, Cancellation));
        Assert.False(Directory.Exists($"/proc/{int.Parse(await File.ReadAllTextAsync(_folder.File("id"), Cancellation), CultureInfo.InvariantCulture)}"));
    }

    private async Task<ChildProcess> StartAsync(string extras, bool isParent)
    {
        var config = _folder.Write("agent.yaml", $$"""
            scrape_configs: [{job_name: a, scrape_interval: 200ms, static_configs: [{targets: ["localhost:{{_page.Port}}"]}]}]
            remote_write: [{url: "{{_sink.Url}}/api/v1/write", queue_config: {batch_send_deadline: 100ms} }]
            """);
        var second = extras.Length == 0 ? "" : $" --config {_folder.Write("extras.yaml", extras)}";
        return await PublishedAgent.StartAsync([.. $"run --config {config}{second}".Split(' '), .. isParent ? (string[])["--", "/bin/sh", "-c", "exec sleep 600"] : []], ("PATH", $"{_folder.File("bin")}:/usr/bin:/bin"));
    }

    private void NvidiaSmi(string script) => StandIn.NvidiaSmi(_folder, script);

    private List<WrittenSeries> Series(string name) => [.. _sink.Accepted.Where(series => series.Name == name)];
}
