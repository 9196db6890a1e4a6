using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Spool;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Tests.RemoteWrite;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Spool;

/// <summary>A folder in which processes come and go: each <see cref="Open"/> is the next one.</summary>
internal sealed class SpoolPlace : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeTimeProvider Clock { get; } = new(Given.Noon);

    public LineLog Log { get; } = new();

    public DestinationCounters Counters { get; } = new("d");

    public SpoolOptions Options => new() { Directory = _folder.Path, MaxBytes = 1 << 20 };

    /// <summary>The folder of <see cref="Given.Destination"/>.</summary>
    public string Own => _folder.File(SpoolIdentity.Of(Given.Destination.Url).ToString());

    public string[] Segments => [.. Directory.EnumerateFiles(Own, "*.spool").Order(StringComparer.Ordinal)];

    public DestinationSpool Open() => Assert.IsType<DestinationSpool>(TryOpen(Given.Destination));

    public DestinationSpool? TryOpen(RemoteWriteDestination destination) => DestinationSpool.Open(Options, destination, Counters, Clock, Log);

    /// <summary>All that is left, taken out.</summary>
    public static List<long> Drain(DestinationSpool spool)
    {
        List<long> times = [];
        List<Sample> record = [];
        while (spool.TryRead(record))
        {
            times.AddRange(record.Select(sample => sample.Timestamp));
            record.Clear();
            spool.Advance();
        }

        return times;
    }

    public void Dispose() => _folder.Dispose();
}
