namespace Sonde.Operator.Api;

/// <summary>What the agents of a function do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BindingState>))]
public enum BindingState
{
    /// <summary>The store could not be asked.</summary>
    Unknown,

    /// <summary>The function has no agent yet.</summary>
    Pending,

    /// <summary>No instance runs; nothing to report.</summary>
    Idle,

    /// <summary>Samples arrive, with the wanted configuration.</summary>
    Reporting,

    /// <summary>Samples arrive, with an older configuration.</summary>
    Outdated,

    /// <summary>Instances run, no samples arrive.</summary>
    Silent,
}
