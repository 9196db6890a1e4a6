namespace Sonde.Operator.Api;

/// <summary>How much the agent logs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentLogLevel>))]
public enum AgentLogLevel
{
    /// <summary>Failures only.</summary>
    Error,

    /// <summary>And what may need a look.</summary>
    Warning,

    /// <summary>And what happened.</summary>
    Information,

    /// <summary>And why.</summary>
    Debug,
}
