namespace Sonde.Operator.Api;

/// <summary>Whether AgentReporting decides Ready of a pipeline.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReadinessGate>))]
public enum ReadinessGate
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>While a function of the pipeline has instances.</summary>
    WhenInstancesExist,
}
