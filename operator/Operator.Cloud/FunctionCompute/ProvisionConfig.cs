using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Instances that are kept ready, and whether they keep CPU and GPU between requests. Put as a whole.</summary>
public record ProvisionConfig : WireObject
{
    /// <summary>Instances to keep, 0 to 10000.</summary>
    public int? DefaultTarget { get; init; }

    /// <summary>False: CPU is frozen between requests. Default true.</summary>
    [JsonPropertyName("alwaysAllocateCPU")]
    public bool? AlwaysAllocateCpu { get; init; }

    /// <summary>False: GPU is frozen between requests. Default true.</summary>
    [JsonPropertyName("alwaysAllocateGPU")]
    public bool? AlwaysAllocateGpu { get; init; }

    /// <summary>Targets by the clock.</summary>
    public IReadOnlyList<ScheduledAction>? ScheduledActions { get; init; }

    /// <summary>Targets by load.</summary>
    public IReadOnlyList<TargetTrackingPolicy>? TargetTrackingPolicies { get; init; }
}
