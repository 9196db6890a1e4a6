namespace Sonde.Agent.Core.Config;

/// <summary>All that the agent is told: what to scrape and where to send it. Two equal configs run alike.</summary>
public sealed record AgentConfig
{
    /// <summary>What is scraped, in the order of the file; names are unique.</summary>
    public required EquatableArray<ScrapeJob> ScrapeJobs { get; init; }

    /// <summary>Where every sample is sent, in the order of the pipelines; names are unique.</summary>
    public required EquatableArray<RemoteWriteDestination> RemoteWrites { get; init; }

    /// <summary>The least level that is logged.</summary>
    public AgentLogLevel LogLevel { get; init; } = AgentLogLevel.Info;

    /// <summary>Settings of ours that the collector does not know (top level key <c>sonde</c>).</summary>
    public AgentExtras Extras { get; init; } = new();
}
