namespace Sonde.Operator.Cloud.Prometheus;

/// <summary>What may change of an instance. Null: left as it is.</summary>
public sealed record PrometheusClusterUpdate
{
    /// <summary>Days that data is kept. Fewer days lose data.</summary>
    public int? StorageDuration { get; init; }

    /// <summary>Days that data is archived after that.</summary>
    public int? ArchiveDuration { get; init; }

    /// <summary><c>POSTPAY</c> or <c>POSTPAY_GB</c>; may be changed once in the life of an instance.</summary>
    public string? PaymentType { get; init; }

    /// <summary>Whether reading and writing ask for a token (version V1).</summary>
    public bool? EnableAuthToken { get; init; }

    /// <summary>Whether reading from inside the VPC needs no credentials.</summary>
    public bool? EnableAuthFreeRead { get; init; }

    /// <summary>Who may read without credentials.</summary>
    public string? AuthFreeReadPolicy { get; init; }

    /// <summary>Whether writing from inside the VPC needs no credentials.</summary>
    public bool? EnableAuthFreeWrite { get; init; }

    /// <summary>Who may write without credentials.</summary>
    public string? AuthFreeWritePolicy { get; init; }

    /// <summary>Resource group.</summary>
    public string? ResourceGroupId { get; init; }
}
