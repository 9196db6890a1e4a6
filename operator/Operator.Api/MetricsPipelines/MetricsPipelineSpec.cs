namespace Sonde.Operator.Api;

/// <summary>What to scrape and where to send it.</summary>
[Rule("has(self.accountRef) == has(oldSelf.accountRef)", "accountRef cannot be added or removed")]
[Rule("(has(self.collector) && self.collector == 'OpenTelemetryCollector') == has(self.artifacts.collectorKey)", "artifacts.collectorKey belongs to collector OpenTelemetryCollector")]
public sealed record MetricsPipelineSpec : IManagedSpec
{
    /// <summary>Account, region and credentials; the namespace's CloudAccount named default when absent.</summary>
    [Rule("self == oldSelf", "accountRef is immutable")]
    public AccountRef? AccountRef { get; set; }

    /// <summary>Stop all cloud calls for this object.</summary>
    public bool? Paused { get; set; }

    /// <summary>How far the operator goes.</summary>
    public Management? Management { get; set; }

    /// <summary>The bucket through which agent and configuration reach the instances.</summary>
    [Required]
    public PipelineArtifacts Artifacts { get; set; } = new();

    /// <summary>Which program collects: Sonde (our agent) or OpenTelemetryCollector (your own binary, see artifacts.collectorKey). Sonde when absent.</summary>
    public CollectorKind? Collector { get; set; }

    /// <summary>Version and behaviour of the agent.</summary>
    public AgentSettings? Agent { get; set; }

    /// <summary>
    /// What to scrape in each instance. A target that names an inference engine applies to functions of that engine only; one without engine applies to every function,
    /// by the profile of that function's own engine; Custom, DCGM and Process apply to every function.
    /// </summary>
    [Required, Items(16, Min = 1), MapList("name")]
    public List<ScrapeTarget> Targets { get; set; } = [];

    /// <summary>Where to send it.</summary>
    [Required, Items(4, Min = 1), MapList("name")]
    public List<Destination> Destinations { get; set; } = [];

    /// <summary>Labels of every series that is sent.</summary>
    [Entries(16, ValueLength = 128), Rule("self.all(k, k.matches('^[a-zA-Z_][a-zA-Z0-9_]*$'))", "label names must be Prometheus label names")]
    public Dictionary<string, string>? ExternalLabels { get; set; }

    /// <summary>Bounds on what one instance may send.</summary>
    public PipelineLimits? Limits { get; set; }

    /// <summary>What the agent keeps while the destination does not answer.</summary>
    public PipelineBuffer? Buffer { get; set; }

    /// <summary>When the agent pushes beside its interval.</summary>
    public PipelineFlush? Flush { get; set; }

    /// <summary>When silence of an agent counts.</summary>
    public PipelineReadiness? Readiness { get; set; }
}
