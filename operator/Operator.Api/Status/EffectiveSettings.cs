namespace Sonde.Operator.Api;

/// <summary>Policies and account in force.</summary>
public sealed record EffectiveSettings
{
    /// <summary>How far the operator goes.</summary>
    public ManagementPolicy? Policy { get; set; }

    /// <summary>What happens with a resource that exists already.</summary>
    public AdoptionPolicy? AdoptionPolicy { get; set; }

    /// <summary>What deletion does in the cloud.</summary>
    public DeletionPolicy? DeletionPolicy { get; set; }

    /// <summary>What is done about drift.</summary>
    public DriftPolicy? DriftPolicy { get; set; }

    /// <summary>Time between two checks.</summary>
    [Length(16)]
    public string? Interval { get; set; }

    /// <summary>Account object as kind/namespace/name.</summary>
    [Length(256)]
    public string? Account { get; set; }

    /// <summary>Alibaba Cloud account.</summary>
    [Length(32)]
    public string? AccountId { get; set; }

    /// <summary>Alibaba Cloud region.</summary>
    [Length(32)]
    public string? Region { get; set; }
}
