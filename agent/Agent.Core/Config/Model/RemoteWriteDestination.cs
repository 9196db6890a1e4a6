namespace Sonde.Agent.Core.Config;

/// <summary>A receiver of remote write.</summary>
public sealed record RemoteWriteDestination
{
    /// <summary>Name in logs and in the agent's own series: the exporter's id, or <c>remote_write</c>'s name or place in the list.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute http or https URL.</summary>
    public required string Url { get; init; }

    /// <summary>Who we say to be; null: nobody.</summary>
    public HttpAuth? Auth { get; init; }

    /// <summary>Headers of every request.</summary>
    public EquatableArray<HttpHeader> Headers { get; init; } = [];

    /// <summary>Labels given to every series that lacks them; sorted by name.</summary>
    public EquatableArray<LabelPair> ExternalLabels { get; init; } = [];

    /// <summary>Rules over the labels of a series on its way out (<c>write_relabel_configs</c>).</summary>
    public EquatableArray<RelabelRule> WriteRelabelRules { get; init; } = [];

    /// <summary>TLS of the destination.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>Bound of one request.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Which message is sent.</summary>
    public RemoteWriteProtocol Protocol { get; init; } = RemoteWriteProtocol.V1;

    /// <summary>True: type, help and unit are sent, with each series in 2.0, once a minute in 1.0.</summary>
    public bool SendMetadata { get; init; } = true;

    /// <summary>True: exemplars go with their samples.</summary>
    public bool SendExemplars { get; init; } = true;

    /// <summary>When a batch is sent.</summary>
    public BatchOptions Batch { get; init; } = new();

    /// <summary>How a refused batch is repeated.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>What is held while the destination is away.</summary>
    public QueueOptions Queue { get; init; } = new();
}
