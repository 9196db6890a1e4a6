namespace Sonde.Operator.Api;

/// <summary>Status of an object with a resource in the cloud. Holds all that deletion needs.</summary>
public abstract record CloudResourceStatus : ResourceStatus
{
    /// <summary>ARN or id of the resource in the cloud.</summary>
    [Length(512)]
    public string? ExternalId { get; set; }

    /// <summary>Name of the resource in the cloud.</summary>
    [Length(256)]
    public string? ExternalName { get; set; }

    /// <summary>Policies and account in force: the object's own, else the account's defaults, else the kind's.</summary>
    public EffectiveSettings? Effective { get; set; }

    /// <summary>Differences between the declared fields and the cloud.</summary>
    public DriftStatus? Drift { get; set; }

    /// <summary>What would be done if policy were Manage; only with Observe or while paused.</summary>
    public PlanStatus? Plan { get; set; }

    /// <summary>Hash of the desired state that was last written to the cloud. While it stays the same, a difference is drift; else it is work to do.</summary>
    [Length(80)]
    public string? AppliedHash { get; set; }
}
