using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Desired;

/// <summary>The part of a function that is ours: what the user declared and what observing it needs. All else is left alone.</summary>
internal sealed record DesiredFunction
{
    /// <summary>Name in Function Compute.</summary>
    public required string Name { get; init; }

    /// <summary>Declared fields that are compared one by one; null is not managed. Environment, mounts and hooks are in their own members.</summary>
    public required FunctionConfig Config { get; init; }

    /// <summary>Variables that are ours, by name. Neighbours' variables survive.</summary>
    public required IReadOnlyDictionary<string, DesiredVariable> Environment { get; init; }

    /// <summary>Mounts that are ours, by directory. Neighbours' mounts survive.</summary>
    public required IReadOnlyList<DesiredMount> Mounts { get; init; }

    /// <summary>The hook that starts the agent, the user's own chained into it, or the user's own alone; null is not managed.</summary>
    public DesiredHook? Initializer { get; init; }

    /// <summary>The user's hook, or the agent's that passes it on; null is not managed.</summary>
    public DesiredHook? PreStop { get; init; }

    /// <summary>Tags that are ours. Neighbours' tags survive.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>The HTTP trigger; null is not managed.</summary>
    public DesiredTrigger? Trigger { get; init; }

    /// <summary>Instances that are kept; null is not managed.</summary>
    public ProvisionConfig? Provision { get; init; }

    /// <summary>Most on-demand instances; null is not managed.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>A flag that the engine's metrics need and that could not be added, since the spec holds no command.</summary>
    public string? MissingFlag { get; init; }
}
