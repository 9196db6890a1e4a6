namespace Sonde.Operator.Api;

/// <summary>What is published, and which function runs which configuration.</summary>
public sealed record MetricsPipelineStatus : CloudResourceStatus
{
    /// <summary>Version of the published agent.</summary>
    [Length(64)]
    public string? AgentVersion { get; set; }

    /// <summary>SHA-256 of the published agent, as sha256:HEX.</summary>
    [Length(80)]
    public string? AgentDigest { get; set; }

    /// <summary>Hash of the configuration that the spec asks for.</summary>
    [Length(80)]
    public string? ConfigHash { get; set; }

    /// <summary>Hash of the last valid configuration; it stays in use while a newer one is invalid.</summary>
    [Length(80)]
    public string? LastGoodConfigHash { get; set; }

    /// <summary>Objects in the bucket.</summary>
    [Items(1000), MapList("key")]
    public List<PublishedArtifact>? Artifacts { get; set; }

    /// <summary>Functions that use this pipeline, with the configuration each should run and does run.</summary>
    [Items(1000), MapList("function")]
    public List<PipelineBinding>? Bindings { get; set; }
}
