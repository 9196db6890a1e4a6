namespace Sonde.Operator.Api;

/// <summary>How far the operator goes. A value left out comes from the account's defaults, then from the kind; <c>status.effective</c> shows the result.</summary>
[Rule("!(has(self.policy) && self.policy == 'Observe' && has(self.replacePolicy) && self.replacePolicy == 'Recreate')",
    "Observe cannot be combined with replacePolicy Recreate")]
public sealed record Management
{
    /// <summary>Manage (create, update, delete), CreateOnly (create and delete, never update) or Observe (read, compare, show a plan). Manage when absent.</summary>
    public ManagementPolicy? Policy { get; set; }

    /// <summary>
    /// What to do when the resource exists already: Never adopt, adopt what bears our owner tag (OwnedOnly), what equals the spec (IfEqual), or Always. OwnedOnly when absent.
    /// </summary>
    public AdoptionPolicy? AdoptionPolicy { get; set; }

    /// <summary>What happens in the cloud when this object is deleted. Delete when absent; Orphan for a PrometheusInstance, since history is data.</summary>
    public DeletionPolicy? DeletionPolicy { get; set; }

    /// <summary>While true, deletion of this object does not finish (Stalled/DeletionBlocked). False when absent.</summary>
    public bool? DeletionProtection { get; set; }

    /// <summary>A change of a field that the cloud cannot change in place: Forbid (Stalled/ReplaceForbidden) or Recreate. Forbid when absent.</summary>
    public ReplacePolicy? ReplacePolicy { get; set; }

    /// <summary>Time between two checks against the cloud, with jitter; from 30s to 24h. 10m when absent.</summary>
    [DurationBetween("30s", "24h")]
    public string? Interval { get; set; }

    /// <summary>What to do about differences between the spec and the cloud.</summary>
    public DriftSettings? Drift { get; set; }
}
