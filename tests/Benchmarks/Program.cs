using System.Globalization;
using System.Text.Json;
using Sonde.Benchmarks;
using Sonde.Benchmarks.Peers;
using Sonde.Benchmarks.Proxy;
using Sonde.Benchmarks.Soak;
using Sonde.Testing;

if (args is ["agent", ..])
{
    await PeerBench.RunAsync(quick: args is [_, "--quick"], CancellationToken.None);
    return;
}

if (args is ["proxy"])
{
    await ProxyBench.RunAsync(CancellationToken.None);
    return;
}

if (args is ["soak", var minutes])
{
    Environment.ExitCode = await SoakRun.RunAsync(int.Parse(minutes, CultureInfo.InvariantCulture), CancellationToken.None) ? 0 : 1;
    return;
}

List<Measure> measures = [.. Signing.Run()];
foreach (var part in new[] { CallRates.RunAsync(CancellationToken.None), Lists.RunAsync(CancellationToken.None), Uploads.RunAsync(CancellationToken.None) })
{
    await foreach (var measure in part)
        measures.Add(measure);
}

Console.WriteLine($"{"",-75} {"measured",9} {"goal",8} {"",-8} ratio");
foreach (var one in measures)
    Console.WriteLine($"{one.Name,-75} {one.Value,9} {(one.MoreIsBetter ? "≥ " : "≤ ") + one.Goal,8} {one.Unit,-8} {one.Ratio,5:0.00}");
var file = RepositoryRoot.Combine("artifacts", "bench-cloud.json");
await File.WriteAllTextAsync(file, JsonSerializer.Serialize(measures, BenchJson.Default.IReadOnlyListMeasure));
Console.WriteLine($"written to {Path.GetRelativePath(RepositoryRoot.Path, file)}; 1.00 reaches the goal, more is better");
