namespace Sonde.Operator.Api;

/// <summary>How the agent gets into an instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentInjection>))]
public enum AgentInjection
{
    /// <summary>From the pipeline's bucket.</summary>
    OssMount,

    /// <summary>The image has it.</summary>
    InImage,
}
