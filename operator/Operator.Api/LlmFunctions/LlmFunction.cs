namespace Sonde.Operator.Api;

/// <summary>
/// A function that serves a large language model on Function Compute. With container it is created and owned by this object; without it the object attaches to a function that something else deploys,
/// and only the observability parts are ours.
/// </summary>
[KubernetesEntity(Group = SondeApi.Group, ApiVersion = SondeApi.Version, Kind = "LlmFunction", PluralName = "llmfunctions")]
[Kind("llmfn")]
[PrinterColumn("Ready", """.status.conditions[?(@.type=="Ready")].status""")]
[PrinterColumn("Reason", """.status.conditions[?(@.type=="Ready")].reason""")]
[PrinterColumn("Reporting", """.status.conditions[?(@.type=="AgentReporting")].reason""")]
[PrinterColumn("Drift", ".status.drift.state")]
[PrinterColumn("Function", ".status.functionName")]
[PrinterColumn("Engine", ".spec.engine", Wide = true)]
[PrinterColumn("Image", ".status.resolvedImage", Wide = true)]
[PrinterColumn("URL", ".status.urls.public", Wide = true)]
[PrinterColumn("Message", """.status.conditions[?(@.type=="Ready")].message""", Wide = true)]
public sealed class LlmFunction : IKubernetesObject<V1ObjectMeta>, ISpec<LlmFunctionSpec>, IStatus<LlmFunctionStatus?>
{
    /// <inheritdoc/>
    public string ApiVersion { get; set; } = SondeApi.GroupVersion;

    /// <inheritdoc/>
    public string Kind { get; set; } = nameof(LlmFunction);

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The function, as it should be. A field left out is not managed: never compared, never reset. One that was declared and is removed is cleared once.</summary>
    public LlmFunctionSpec Spec { get; set; } = new();

    /// <summary>The function, as it is.</summary>
    public LlmFunctionStatus? Status { get; set; }
}
