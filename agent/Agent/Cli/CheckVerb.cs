using Sonde.Agent.Core.Config;
using Sonde.Agent.Running;

namespace Sonde.Agent.Cli;

/// <summary><c>check</c>: is this config one that <c>run</c> would take?</summary>
internal static class CheckVerb
{
    public static int Check(ConfigFiles files, TextWriter output)
    {
        var loaded = files.Load();
        foreach (var warning in loaded.Reading.Warnings)
            output.WriteLine($"warning: {warning}");
        if (loaded.Reading.Config is not { } config)
        {
            foreach (var fault in loaded.Reading.Faults)
                output.WriteLine(fault);
            output.WriteLine(loaded.Reading.Faults.Count == 1 ? "1 fault" : $"{loaded.Reading.Faults.Count} faults");
            return ExitCode.BadConfig;
        }

        output.WriteLine($"ok: config {loaded.Hash}");
        foreach (var job in config.ScrapeJobs)
            output.WriteLine($"  scrape {job.JobName}: {job.Scheme}://{string.Join(',', job.Targets.Select(target => target.Address))}{job.MetricsPath} every {job.Interval.TotalSeconds:0.###}s");
        foreach (var to in config.RemoteWrites)
            output.WriteLine($"  write {to.Name}: {WithoutQuery(to.Url)} ({to.Auth?.ToString() ?? "no auth"}, remote write {(to.Protocol is RemoteWriteProtocol.V2 ? "2.0" : "1.0")})");
        return ExitCode.Done;
    }

    /// <summary>Some receivers take a token in the query: it stays out of what is printed.</summary>
    private static string WithoutQuery(string url) => url.Split('?', 2)[0];
}
