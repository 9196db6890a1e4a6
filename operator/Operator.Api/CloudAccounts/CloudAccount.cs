namespace Sonde.Operator.Api;

/// <summary>An Alibaba Cloud account and region, the credentials to work there, and the defaults of every object that uses it.</summary>
[KubernetesEntity(Group = SondeApi.Group, ApiVersion = SondeApi.Version, Kind = "CloudAccount", PluralName = "cloudaccounts")]
[Kind("cacct")]
[PrinterColumn("Ready", """.status.conditions[?(@.type=="Ready")].status""")]
[PrinterColumn("Reason", """.status.conditions[?(@.type=="Ready")].reason""")]
[PrinterColumn("Region", ".spec.region")]
[PrinterColumn("Account", ".status.accountId")]
[PrinterColumn("Credentials", ".spec.credentials.type", Wide = true)]
[PrinterColumn("Message", """.status.conditions[?(@.type=="Ready")].message""", Wide = true)]
public sealed class CloudAccount : IKubernetesObject<V1ObjectMeta>, ISpec<CloudAccountSpec>, IStatus<CloudAccountStatus?>
{
    /// <inheritdoc/>
    public string ApiVersion { get; set; } = SondeApi.GroupVersion;

    /// <inheritdoc/>
    public string Kind { get; set; } = nameof(CloudAccount);

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>Which account and region, with which credentials.</summary>
    public CloudAccountSpec Spec { get; set; } = new();

    /// <summary>What the operator found when it used them.</summary>
    public CloudAccountStatus? Status { get; set; }
}
