namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A provision config as the service tells it.</summary>
public sealed record ProvisionStatus : ProvisionConfig
{
    /// <summary>ARN with the qualifier: <c>acs:fc:region:account:functions/name/qualifier</c>.</summary>
    public string? FunctionArn { get; init; }

    /// <summary>Instances wanted now.</summary>
    public int? Target { get; init; }

    /// <summary>Instances there now.</summary>
    public int? Current { get; init; }

    /// <summary>Why there are fewer; empty when nothing is wrong.</summary>
    public string? CurrentError { get; init; }
}
