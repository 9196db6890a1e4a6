namespace Sonde.Operator.Api;

/// <summary>What every status says. It is a function of spec, cloud and agents: no value in it moves by itself.</summary>
public abstract record ResourceStatus
{
    /// <summary>The metadata.generation that this status describes; -1 for an object that was not looked at yet.</summary>
    public long ObservedGeneration { get; set; } = -1;

    /// <summary>What is good and what is not, each with its reason.</summary>
    [Items(32), MapList("type")]
    public List<Condition>? Conditions { get; set; }

    /// <summary>The value of the reconcile-requested-at annotation that was last acted on.</summary>
    [Length(128)]
    public string? LastHandledReconcileAt { get; set; }
}
