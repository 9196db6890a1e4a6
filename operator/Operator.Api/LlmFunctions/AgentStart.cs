namespace Sonde.Operator.Api;

/// <summary>How the agent runs in an instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentStart>))]
public enum AgentStart
{
    /// <summary>A background command in the initializer.</summary>
    Initializer,

    /// <summary>The agent is the parent of the engine.</summary>
    Entrypoint,

    /// <summary>The agent is the parent of the engine and forwards its requests.</summary>
    Proxy,
}
