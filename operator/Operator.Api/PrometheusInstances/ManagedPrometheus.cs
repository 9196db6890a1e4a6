namespace Sonde.Operator.Api;

/// <summary>An instance in managed Prometheus (ARMS).</summary>
[Rule("has(self.instanceName) == has(oldSelf.instanceName) && (!has(self.instanceName) || self.instanceName == oldSelf.instanceName)", "instanceName is immutable")]
public sealed record ManagedPrometheus
{
    /// <summary>RemoteWrite (a general instance that receives samples) or GlobalView (one query over several instances).</summary>
    [Required, Rule("self == oldSelf", "type is immutable")]
    public ManagedPrometheusType Type { get; set; }

    /// <summary>Name in the cloud; NAMESPACE-NAME of this object when absent.</summary>
    [Length(128, Min = 1)]
    public string? InstanceName { get; set; }

    /// <summary>Resource group; the account's default group when absent.</summary>
    [Length(64)]
    public string? ResourceGroupId { get; set; }

    /// <summary>Days that samples are kept.</summary>
    [Bounds(15, 3650)]
    public int? RetentionDays { get; set; }

    /// <summary>Days that samples are kept in the archive after that: 0, 60, 90, 180 or 365.</summary>
    [Choices(0, 60, 90, 180, 365)]
    public int? ArchiveDays { get; set; }

    /// <summary>What is paid for.</summary>
    public PrometheusBilling? Billing { get; set; }

    /// <summary>Tags of the instance, beside the account's and the operator's own two.</summary>
    [Entries(18, ValueLength = 128)]
    [Rule(SondeApi.TagKeysRule, SondeApi.TagKeysMessage)]
    public Dictionary<string, string>? Tags { get; set; }
}
