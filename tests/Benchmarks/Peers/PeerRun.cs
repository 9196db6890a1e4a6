using System.Diagnostics;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Benchmarks.Peers;

/// <summary>What one peer did under one setting.</summary>
/// <remarks>Steady figures are of the window after the warm-up and null where there was none, or where nothing was delivered in it.</remarks>
internal sealed record PeerRun(
    int Series, int IntervalSeconds, string Peer, string Protocol, double? CpuSecondsPerMillionSamples, double RssPeakBytes, double? FirstSampleSeconds, double? WireBytesPerSample, long BinaryBytes)
{
    private const double SamplesInMillion = 1e6;
    private const double BytesInMegabyte = 1 << 20;

    public static async Task<PeerRun> OfAsync(Peer peer, PeerSetting setting, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var page = new EnginePage(setting.Series);
        await using var server = await PageServer.StartAsync(page.Next, cancellation);
        await using var sink = await CountingSink.StartAsync(cancellation);
        var command = peer.Start(new(server.Target, sink.Url, setting.IntervalSeconds, folder.Path));

        var begun = Stopwatch.GetTimestamp();
        await using var process = ChildProcess.Start(new ChildProcessStart(peer.Program, [.. command]));
        await PassAsync(setting.WarmUpSeconds, cancellation);
        var (cpu, samples, bytes) = (CpuClock.Seconds(process.Id), sink.Samples, sink.Bytes);
        await PassAsync(setting.SteadySeconds, cancellation);
        if (process.HasExited)
            throw new InvalidOperationException($"{peer.Name} ended with {process.ExitCode}: {process.Error}");

        (cpu, samples, bytes) = (CpuClock.Seconds(process.Id) - cpu, sink.Samples - samples, sink.Bytes - bytes);
        return new(
            page.Series, setting.IntervalSeconds, peer.Name, peer.Protocol,
            samples > 0 ? cpu / samples * SamplesInMillion : null,
            ProcessMemory.Peak(process.Id) * BytesInMegabyte,
            sink.FirstSampleAt > 0 ? Stopwatch.GetElapsedTime(begun, sink.FirstSampleAt).TotalSeconds : null,
            samples > 0 ? (double)bytes / samples : null,
            new FileInfo(peer.Program).Length);
    }

    /// <summary>The same with each figure's median.</summary>
    public static PeerRun MedianOf(IReadOnlyList<PeerRun> runs) => runs[0] with
    {
        CpuSecondsPerMillionSamples = Median(runs.Select(run => run.CpuSecondsPerMillionSamples)),
        RssPeakBytes = Median(runs.Select(run => (double?)run.RssPeakBytes)) ?? 0,
        FirstSampleSeconds = Median(runs.Select(run => run.FirstSampleSeconds)),
        WireBytesPerSample = Median(runs.Select(run => run.WireBytesPerSample)),
    };

    private static double? Median(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>().Order()];
        return known.Length > 0 ? known[known.Length / 2] : null;
    }

    private static Task PassAsync(int seconds, CancellationToken cancellation) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellation);
}
