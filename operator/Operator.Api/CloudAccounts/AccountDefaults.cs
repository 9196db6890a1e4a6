namespace Sonde.Operator.Api;

/// <summary>Policies of every object that uses the account and does not say otherwise.</summary>
public sealed record AccountDefaults
{
    /// <summary>What to do about drift.</summary>
    public DriftPolicy? DriftPolicy { get; set; }

    /// <summary>What deletion does in the cloud; does not apply to a PrometheusInstance, which must say Delete itself.</summary>
    public DeletionPolicy? DeletionPolicy { get; set; }

    /// <summary>What to do with a resource that exists already.</summary>
    public AdoptionPolicy? AdoptionPolicy { get; set; }

    /// <summary>Time between two checks against the cloud; from 30s to 24h.</summary>
    [DurationBetween("30s", "24h")]
    public string? Interval { get; set; }
}
