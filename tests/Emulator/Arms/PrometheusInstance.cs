namespace Sonde.Emulator.Arms;

/// <summary>A managed Prometheus instance.</summary>
internal sealed record PrometheusInstance(string AccountId, string ClusterId, string ClusterName, string ClusterType, DateTimeOffset Created)
{
    public int StorageDuration { get; init; }

    public int ArchiveDuration { get; init; }

    public string PaymentType { get; init; } = "POSTPAY_GB";

    /// <summary>When the payment type was changed, which may be once; null when it never was.</summary>
    public DateTimeOffset? PaymentChanged { get; init; }

    public string GrafanaInstanceId { get; init; } = "";

    public string ResourceGroupId { get; init; } = "";

    public string AuthToken { get; init; } = "";

    public bool EnableAuthToken { get; init; }

    public bool EnableAuthFreeRead { get; init; }

    public string AuthFreeReadPolicy { get; init; } = "";

    public bool EnableAuthFreeWrite { get; init; }

    public string AuthFreeWritePolicy { get; init; } = "";

    /// <summary>By key.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
