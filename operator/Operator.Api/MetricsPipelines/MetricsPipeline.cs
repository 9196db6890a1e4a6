namespace Sonde.Operator.Api;

/// <summary>What to scrape, what to keep of it, where to send it, and the artifacts (agent and its configuration) that function instances mount.</summary>
[KubernetesEntity(Group = SondeApi.Group, ApiVersion = SondeApi.Version, Kind = "MetricsPipeline", PluralName = "metricspipelines")]
[Kind("mpipe")]
[PrinterColumn("Ready", """.status.conditions[?(@.type=="Ready")].status""")]
[PrinterColumn("Reason", """.status.conditions[?(@.type=="Ready")].reason""")]
[PrinterColumn("Reporting", """.status.conditions[?(@.type=="AgentReporting")].reason""")]
[PrinterColumn("Drift", ".status.drift.state")]
[PrinterColumn("Config", ".status.configHash", Wide = true)]
[PrinterColumn("Agent", ".status.agentVersion", Wide = true)]
[PrinterColumn("Message", """.status.conditions[?(@.type=="Ready")].message""", Wide = true)]
public sealed class MetricsPipeline : IKubernetesObject<V1ObjectMeta>, ISpec<MetricsPipelineSpec>, IStatus<MetricsPipelineStatus?>
{
    /// <inheritdoc/>
    public string ApiVersion { get; set; } = SondeApi.GroupVersion;

    /// <inheritdoc/>
    public string Kind { get; set; } = nameof(MetricsPipeline);

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What to scrape and where to send it.</summary>
    public MetricsPipelineSpec Spec { get; set; } = new();

    /// <summary>What is published, and which function runs which configuration.</summary>
    public MetricsPipelineStatus? Status { get; set; }
}
