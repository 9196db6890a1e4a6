namespace Sonde.Operator.Api;

/// <summary>A service of Alibaba Cloud.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CloudService>))]
public enum CloudService
{
    /// <summary>Function Compute.</summary>
    FunctionCompute,

    /// <summary>Object storage.</summary>
    OSS,

    /// <summary>Managed Prometheus.</summary>
    ARMS,

    /// <summary>Security Token Service.</summary>
    STS,
}
