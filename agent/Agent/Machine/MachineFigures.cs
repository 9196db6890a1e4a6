using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Telemetry;

namespace Sonde.Agent.Machine;

/// <summary>Figures of the instance itself, sent along with the rest: its control group, its GPUs. What is not there is left out.</summary>
/// <param name="tell">Takes a name and the series of it, in place of those it had before.</param>
/// <param name="root">Folder that holds <c>proc</c> and <c>sys</c>: <c>/</c> but for tests.</param>
/// <param name="variable">The environment.</param>
/// <param name="clock">Measures.</param>
/// <param name="log">Where lines go.</param>
internal sealed class MachineFigures(Action<string, IReadOnlyList<SelfMetric>> tell, string root, Func<string, string?> variable, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private const string Program = "nvidia-smi";

    // Figures of a GPU are means of up to a second, and the program costs some 20 ms of CPU.
    private static readonly TimeSpan s_shortestInterval = TimeSpan.FromSeconds(15);

    // Where drivers are put that are mounted into a container, whatever PATH says.
    private static readonly string[] s_usualFolders = ["/usr/bin", "/usr/local/nvidia/bin", "/usr/local/bin"];

    private Cgroup? _cgroup;
    private TimeSpan _gpuInterval;
    private CancellationTokenSource? _stopGpus;
    private Task _gpus = Task.CompletedTask;

    /// <summary>Goes over to a configuration. Not for concurrent calls.</summary>
    public async Task UseAsync(AgentConfig config)
    {
        UseCgroup(config.Extras.Machine.Cgroup);
        var interval = config.ScrapeJobs.Select(job => job.Interval).Append(TimeSpan.MaxValue).Min();
        await UseGpusAsync(config.Extras.Machine.Gpu && !config.ScrapeJobs.IsEmpty ? interval : TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await StopGpusAsync();
        _stopGpus?.Dispose();
        _cgroup?.Dispose();
        _cgroup = null;
    }

    private void UseCgroup(bool isWanted)
    {
        if (isWanted == _cgroup is not null)
            return;

        var before = _cgroup;
        _cgroup = isWanted ? Cgroup.Open(root) : null;
        tell("cgroup", _cgroup?.Series ?? []);
        before?.Dispose();
    }

    private async Task UseGpusAsync(TimeSpan wanted)
    {
        var interval = wanted == TimeSpan.Zero || wanted > s_shortestInterval ? wanted : s_shortestInterval;
        if (interval == _gpuInterval)
            return;

        await StopGpusAsync();
        _gpuInterval = interval;
        if (interval == TimeSpan.Zero || Find() is not { } program)
        {
            tell("gpu", []);
            return;
        }

        _stopGpus = new CancellationTokenSource();
        _gpus = new GpuWatch(program, interval, series => tell("gpu", series), clock, log).RunAsync(_stopGpus.Token);
    }

    private async Task StopGpusAsync()
    {
        if (_stopGpus is not { } stop)
            return;

        await stop.CancelAsync();
        await _gpus;
        stop.Dispose();
        _stopGpus = null;
    }

    private string? Find() => (variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Concat(s_usualFolders.Select(folder => Path.Join(root, folder)))
        .Where(Path.IsPathRooted).Select(folder => Path.Join(folder, Program)).FirstOrDefault(File.Exists);
}
