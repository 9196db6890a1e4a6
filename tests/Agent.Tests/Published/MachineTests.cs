using System.Globalization;
using Sonde.Agent.Tests.Machine;
using Sonde.Testing;
using Sonde.Testing.Processes;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published;

/// <summary>Figures of the machine by the static file, with a stand-in for nvidia-smi.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class MachineTests : PublishedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GPUs_go_with_the_rest_and_end_with_it(bool isParent)
    {
        NvidiaSmi("echo '0, GPU-1, NVIDIA L20, 37, 1024, 46068, 54, 120.5'");
        await using var agent = await StartAsync("", isParent);

        await UntilAsync("a GPU", () => Series("sonde_gpu_utilization_ratio").Count > 1);

        var series = Series("sonde_gpu_utilization_ratio")[0];
        Assert.Equal(("0", "GPU-1", "NVIDIA L20", "a"), (series["gpu"], series["uuid"], series["model"], series["job"]));
        Assert.Equal(0.37, series.Samples[0].Value, 6);
        Assert.Equal(1024 * 1048576.0, Series("sonde_gpu_memory_used_bytes")[0].Samples[0].Value);

        agent.Send(UnixSignal.Terminate);
        await agent.WaitForExitAsync(Patience, Cancellation);
        Assert.True(Series("sonde_gpu_utilization_ratio")[^1].Samples[^1].IsStale);
    }

    [Fact]
    public async Task Switched_off_nothing_is_started_and_nothing_told()
    {
        NvidiaSmi($"echo x > {Folder.File("asked")}; echo '0, GPU-1, A, 1, 1, 1, 1, 1'");
        await using var agent = await StartAsync("sonde: {machine: {gpu: false, cgroup: false}}", isParent: false);

        await UntilAsync("five scrapes", () => Series("engine_scrapes_total").Count >= 5);

        Assert.False(File.Exists(Folder.File("asked")));
        Assert.DoesNotContain(Sink.Accepted, series => series.Name.StartsWith("sonde_gpu_", StringComparison.Ordinal) || series.Name.StartsWith("sonde_instance_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_hangs_ends_with_the_agent_and_holds_up_nothing()
    {
        NvidiaSmi($"echo $$ > {Folder.File("id")}.part; mv {Folder.File("id")}.part {Folder.File("id")}; exec sleep 600");
        await using var agent = await StartAsync("", isParent: false);
        await UntilAsync("three scrapes", () => Series("engine_scrapes_total").Count >= 3);
        await Eventually.TrueAsync("its start", Patience, () => File.Exists(Folder.File("id")), Cancellation);

        agent.Send(UnixSignal.Terminate);

        Assert.Equal(0, await agent.WaitForExitAsync(Patience, Cancellation));
        Assert.False(Directory.Exists($"/proc/{int.Parse(await File.ReadAllTextAsync(Folder.File("id"), Cancellation), CultureInfo.InvariantCulture)}"));
    }

    private async Task<ChildProcess> StartAsync(string extras, bool isParent)
    {
        var second = extras.Length == 0 ? "" : $" --config {Folder.Write("extras.yaml", extras)}";
        return await PublishedAgent.StartAsync([.. $"run --config {WriteConfig("200ms")}{second}".Split(' '), .. isParent ? (string[])["--", "/bin/sh", "-c", "exec sleep 600"] : []], ("PATH", $"{Folder.File("bin")}:/usr/bin:/bin"));
    }

    private void NvidiaSmi(string script) => StandIn.NvidiaSmi(Folder, script);

    private List<WrittenSeries> Series(string name) => [.. Sink.Accepted.Where(series => series.Name == name)];
}
