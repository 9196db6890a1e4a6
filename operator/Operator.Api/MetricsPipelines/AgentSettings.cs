namespace Sonde.Operator.Api;

/// <summary>Version and behaviour of the agent.</summary>
public sealed record AgentSettings
{
    /// <summary>Version of the agent; the one that the operator carries when absent.</summary>
    [Length(64, Min = 1), Pattern("^[A-Za-z0-9][A-Za-z0-9._+-]*$")]
    public string? Version { get; set; }

    /// <summary>How much the agent logs. Information when absent.</summary>
    public AgentLogLevel? LogLevel { get; set; }

    /// <summary>
    /// When a new agent reaches the functions: Immediate (one function update each, instances restart) or OnNextUpdate (with the next change of the function that restarts them anyway). Immediate when absent.
    /// A change of configuration never restarts an instance.
    /// </summary>
    public AgentRollout? Rollout { get; set; }

    /// <summary>Older agents kept in the bucket for a way back. 2 when absent.</summary>
    [Bounds(0, 50)]
    public int? Keep { get; set; }
}
