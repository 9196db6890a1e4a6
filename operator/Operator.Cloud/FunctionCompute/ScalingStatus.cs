namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A scaling config as the service tells it. Ready when current equals target and no error is told.</summary>
public sealed record ScalingStatus : ScalingConfig
{
    /// <summary>ARN with the qualifier: <c>acs:fc:region:account:functions/name/qualifier</c>.</summary>
    public string? FunctionArn { get; init; }

    /// <summary>Instances there now.</summary>
    public int? CurrentInstances { get; init; }

    /// <summary>Instances wanted now.</summary>
    public int? TargetInstances { get; init; }

    /// <summary>Why there are fewer; empty when nothing is wrong.</summary>
    public string? CurrentError { get; init; }
}
