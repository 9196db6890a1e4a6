namespace Sonde.Agent.Core.Config;

/// <summary>Levels of <c>service.telemetry.logs.level</c>.</summary>
public enum AgentLogLevel
{
    /// <summary>Everything, a line per scrape and push included.</summary>
    Debug,

    /// <summary>Starts, stops, swaps and what follows here.</summary>
    Info,

    /// <summary>Faults that the agent lives with.</summary>
    Warn,

    /// <summary>Faults that lose data.</summary>
    Error,
}
