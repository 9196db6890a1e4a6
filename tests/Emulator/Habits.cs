namespace Sonde.Emulator;

/// <summary>What the real services do at times and not at others, to be switched while the emulator runs.</summary>
public sealed class Habits
{
    /// <summary>How long a new function is Pending.</summary>
    public TimeSpan PendingFor { get; set; }

    /// <summary>How long an update of a function is InProgress.</summary>
    public TimeSpan UpdateFor { get; set; }

    /// <summary>How long a new ARMS instance is not RUNNING and has empty URLs.</summary>
    public TimeSpan InstanceReadyAfter { get; set; }

    /// <summary>Whether functions and ARMS instances come back with a tag of the platform's own (<c>acs:…</c>).</summary>
    public bool SystemTags { get; set; }

    /// <summary>Whether a scaling or provision config that was never put is answered as 200 with zeros instead of as 404.</summary>
    public bool MissingConfigsAreZeros { get; set; }
}
