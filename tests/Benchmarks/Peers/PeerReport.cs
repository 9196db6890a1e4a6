using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sonde.Testing;

namespace Sonde.Benchmarks.Peers;

/// <summary>All figures of the agent beside its peers, as <c>artifacts/bench-agent.json</c> holds them.</summary>
internal sealed record PeerReport(string Host, IReadOnlyList<PeerRun> Runs, IReadOnlyList<PeerRatio> Ratios)
{
    public static PeerReport Of(IReadOnlyList<PeerRun> runs) => new(
        $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores",
        runs,
        [.. runs.Where(run => run.Peer == "sonde").Select(run => PeerRatio.Of(run, runs))]);

    public async Task WriteAsync(CancellationToken cancellation)
    {
        var file = RepositoryRoot.Combine("artifacts", "bench-agent.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, PeerJson.Default.PeerReport), cancellation);
        Console.WriteLine($"written to {Path.GetRelativePath(RepositoryRoot.Path, file)}");
    }

    public void Print()
    {
        Console.WriteLine($"{"series",8} {"every",6} {"peer",-11} {"RW",-4} {"CPU s/M samples",16} {"RSS peak MB",12} {"first s",8} {"wire B/sample",14} {"binary MB",10}");
        foreach (var run in Runs)
        {
            Console.WriteLine(
                $"{run.Series,8} {run.IntervalSeconds,5}s {run.Peer,-11} {run.Protocol,-4} {Figure(run.CpuSecondsPerMillionSamples, "0.00"),16} {Figure(run.RssPeakBytes / (1 << 20), "0.0"),12} "
                + $"{Figure(run.FirstSampleSeconds, "0.000"),8} {Figure(run.WireBytesPerSample, "0.0"),14} {Figure((double)run.BinaryBytes / (1 << 20), "0.0"),10}");
        }

        Console.WriteLine("\nsonde / best peer (below 1 is better)");
        foreach (var one in Ratios)
        {
            Console.WriteLine(
                $"{one.Series,8} {one.IntervalSeconds,5}s {"",-11} {one.Protocol,-4} {Figure(one.Cpu, "0.00"),16} {Figure(one.Rss, "0.00"),12} {Figure(one.First, "0.000"),8} {Figure(one.Wire, "0.00"),14}");
        }

        foreach (var protocol in Runs.Where(run => run.Peer == "sonde").Select(run => run.Protocol).Distinct(StringComparer.Ordinal))
            Console.WriteLine($"cost of a scrape grows with the series to the power of {Figure(Exponent(protocol), "0.00")} (RW {protocol}; 1 is linear)");
    }

    /// <summary>Slope of log(CPU of a scrape) over log(series) between the smallest and the largest page; null when there is but one.</summary>
    private double? Exponent(string protocol)
    {
        PeerRun[] ours = [.. Runs.Where(run => run.Peer == "sonde" && run.Protocol == protocol && run.CpuSecondsPerMillionSamples is not null).OrderBy(run => run.Series)];
        if (ours.Length < 2)
            return null;
        var cost = (PeerRun run) => Math.Log(run.CpuSecondsPerMillionSamples!.Value * run.Series);
        return (cost(ours[^1]) - cost(ours[0])) / (Math.Log(ours[^1].Series) - Math.Log(ours[0].Series));
    }

    private static string Figure(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeerReport))]
internal sealed partial class PeerJson : JsonSerializerContext;
