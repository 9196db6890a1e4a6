using Sonde.Demo;
using Sonde.Testing;
using Spectre.Console;

// Exit code 0: everything that the demo claims was seen. KEEP=1 leaves the world running until Ctrl-C.
using var stop = new CancellationTokenSource();
using var interrupt = StopSignals.Register(stop);
var keep = Environment.GetEnvironmentVariable("KEEP") is "1" or "true";
var console = AnsiConsole.Console;
if (Console.IsOutputRedirected)
    console.Profile.Width = LeaveRunning.WidthOfFile;
var clock = TimeProvider.System;
var report = new DemoReport();
var tell = new Narrator(console, clock, report);

using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
using var folder = new TemporaryFolder();
var world = new World();
try
{
    var run = new DemoRun(world, new(folder), http, tell, report, clock);
    await run.BuildUpAsync(stop.Token);
    await run.ProveAsync(stop.Token);
    if (keep)
        await LeaveRunning.UntilStoppedAsync(world, console, clock, stop.Token);
    else
        await run.TearDownAsync(folder.Path, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    console.WriteLine(keep ? "stopped" : "interrupted");
}
catch (Exception e) when (e is InvalidOperationException or TimeoutException or HttpRequestException or IOException)
{
    console.WriteLine(e.Message);
    console.WriteLine($"The operator's last lines:\n{world.Operator?.LastLines() ?? "it was not started"}");
}
finally
{
    await world.DisposeAsync();
    report.Save(RepositoryRoot.Combine("artifacts", "demo.json"));
}

console.WriteLine(report.HoldsTrue || keep ? "artifacts/demo.json has the figures." : "The demo did NOT hold true; artifacts/demo.json has the figures.");
return report.HoldsTrue || (keep && report.DriftCorrected) ? 0 : 1;
