namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>How many instances, and why. Put as a whole; send empty lists explicitly.</summary>
public record ScalingConfig : WireObject
{
    /// <summary>Fewest instances; ignored while a policy is active.</summary>
    public int? MinInstances { get; init; }

    /// <summary>Whether instances come on demand beyond that.</summary>
    public bool? EnableOnDemandScaling { get; init; }

    /// <summary>By load.</summary>
    public IReadOnlyList<HorizontalScalingPolicy>? HorizontalScalingPolicies { get; init; }

    /// <summary>By the clock.</summary>
    public IReadOnlyList<ScheduledAction>? ScheduledPolicies { get; init; }

    /// <summary>Resident and elastic instances together.</summary>
    public bool? EnableMixMode { get; init; }

    /// <summary>E.g. <c>Balanced</c>.</summary>
    public string? RequestDispatchPolicy { get; init; }

    /// <summary>Resident pool.</summary>
    public string? ResidentPoolId { get; init; }
}
