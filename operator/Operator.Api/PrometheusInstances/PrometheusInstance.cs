namespace Sonde.Operator.Api;

/// <summary>A store of metrics: one that Sonde creates in managed Prometheus (ARMS), or any Prometheus-compatible one that is there already.</summary>
[KubernetesEntity(Group = SondeApi.Group, ApiVersion = SondeApi.Version, Kind = "PrometheusInstance", PluralName = "prometheusinstances")]
[Kind("prominst")]
[PrinterColumn("Ready", """.status.conditions[?(@.type=="Ready")].status""")]
[PrinterColumn("Reason", """.status.conditions[?(@.type=="Ready")].reason""")]
[PrinterColumn("Drift", ".status.drift.state")]
[PrinterColumn("Instance", ".status.externalId")]
[PrinterColumn("Endpoint", ".status.remoteWriteUrl", Wide = true)]
[PrinterColumn("Message", """.status.conditions[?(@.type=="Ready")].message""", Wide = true)]
public sealed class PrometheusInstance : IKubernetesObject<V1ObjectMeta>, ISpec<PrometheusInstanceSpec>, IStatus<PrometheusInstanceStatus?>
{
    /// <inheritdoc/>
    public string ApiVersion { get; set; } = SondeApi.GroupVersion;

    /// <inheritdoc/>
    public string Kind { get; set; } = nameof(PrometheusInstance);

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The store: managed or external.</summary>
    public PrometheusInstanceSpec Spec { get; set; } = new();

    /// <summary>Where the store is reached, and whether it answers.</summary>
    public PrometheusInstanceStatus? Status { get; set; }
}
