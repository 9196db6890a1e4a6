namespace Sonde.Operator.Api;

/// <summary>When a new agent reaches the functions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentRollout>))]
public enum AgentRollout
{
    /// <summary>At once: one function update.</summary>
    Immediate,

    /// <summary>With the next change of the function that restarts its instances anyway.</summary>
    OnNextUpdate,
}
