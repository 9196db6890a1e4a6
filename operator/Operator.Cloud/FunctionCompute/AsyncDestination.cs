namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A function, queue or topic that is told.</summary>
public sealed record AsyncDestination : WireObject
{
    /// <summary>ARN, e.g. <c>acs:mns:region:account:/queues/name/messages</c>; null or empty: nobody.</summary>
    public string? Destination { get; init; }
}
