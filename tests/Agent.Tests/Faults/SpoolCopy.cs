using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Spool;
using Sonde.Agent.Core.Telemetry;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Faults;

/// <summary>Looks into the spool of a running agent, on a copy: the files themselves are the agent's.</summary>
internal static class SpoolCopy
{
    /// <summary>Values of the samples that the disk holds for a destination at this moment.</summary>
    public static List<double> Values(string directory, string url)
    {
        using TemporaryFolder copy = new();
        var own = SpoolIdentity.Of(url).ToString();
        Directory.CreateDirectory(copy.File(own));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(directory, own), "*.spool"))
            CopyUnlocked(file, Path.Combine(copy.File(own), Path.GetFileName(file)));

        using var spool = DestinationSpool.Open(new SpoolOptions { Directory = copy.Path }, Given.Destination with { Url = url }, new DestinationCounters("copy"), TimeProvider.System, NullLogger.Instance);
        List<double> values = [];
        List<Sample> record = [];
        while (spool?.TryRead(record) == true)
        {
            values.AddRange(record.Select(sample => sample.Value));
            record.Clear();
            spool.Advance();
        }

        return values;
    }

    // File.Copy would ask for a lock that the agent holds.
    private static void CopyUnlocked(string from, string to)
    {
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = File.Create(to);
        source.CopyTo(target);
    }
}
