namespace Sonde.Agent.Tests.Faults;

/// <summary>How fast a scenario goes: short for every test run, long for the table.</summary>
/// <param name="Interval">Between scrapes.</param>
/// <param name="Calm">Before the fault.</param>
/// <param name="Fault">How long the fault lasts.</param>
internal sealed record FaultPace(TimeSpan Interval, TimeSpan Calm, TimeSpan Fault)
{
    /// <summary>For `make test`.</summary>
    public static FaultPace Short { get; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(0.6), TimeSpan.FromSeconds(2));

    /// <summary>As the peers were measured, after 5 s instead of 12.</summary>
    public static FaultPace Long(double faultSeconds, double intervalSeconds = 1) =>
        new(TimeSpan.FromSeconds(intervalSeconds), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(faultSeconds));
}
