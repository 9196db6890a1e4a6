namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>An async config as the service tells it.</summary>
public sealed record AsyncInvokeStatus : AsyncInvokeConfig
{
    /// <summary>ARN with the qualifier: <c>acs:fc:region:account:functions/name/qualifier</c>.</summary>
    public string? FunctionArn { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? CreatedTime { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? LastModifiedTime { get; init; }
}
