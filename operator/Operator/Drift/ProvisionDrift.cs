using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Drift;

/// <summary>Compares declared provisioned instances with the provision config in the cloud. How many there are now is never compared.</summary>
internal static class ProvisionDrift
{
    public const string Component = "Provision";

    /// <summary>The config to put as a whole, and the fields that differ; null where none does.</summary>
    public static (ProvisionConfig? Change, IReadOnlyList<FieldDifference> Differences) Between(ProvisionConfig wanted, ProvisionStatus? actual)
    {
        var found = new DifferenceList(Component);
        found.Value("scaling.provisioned.target", wanted.DefaultTarget, actual?.DefaultTarget ?? actual?.Target ?? 0);
        found.Switch("scaling.provisioned.alwaysAllocateCPU", wanted.AlwaysAllocateCpu, actual?.AlwaysAllocateCpu);
        found.Switch("scaling.provisioned.alwaysAllocateGPU", wanted.AlwaysAllocateGpu, actual?.AlwaysAllocateGpu);
        found.Set("scaling.provisioned.schedules", Worded(wanted.ScheduledActions), Worded(actual?.ScheduledActions) ?? []);
        found.Set("scaling.provisioned.tracking", Worded(wanted.TargetTrackingPolicies), Worded(actual?.TargetTrackingPolicies) ?? []);
        if (found.Found.Count == 0)
            return (null, []);

        return (new ProvisionConfig
        {
            DefaultTarget = wanted.DefaultTarget ?? actual?.DefaultTarget ?? actual?.Target,
            AlwaysAllocateCpu = wanted.AlwaysAllocateCpu ?? actual?.AlwaysAllocateCpu,
            AlwaysAllocateGpu = wanted.AlwaysAllocateGpu ?? actual?.AlwaysAllocateGpu,
            ScheduledActions = wanted.ScheduledActions ?? actual?.ScheduledActions,
            TargetTrackingPolicies = wanted.TargetTrackingPolicies ?? actual?.TargetTrackingPolicies,
        }, found.Found);
    }

    internal static List<string>? Worded(IReadOnlyList<ScheduledAction>? schedules) =>
        schedules?.Select(s => $"{s.Name}: {s.Target} at {s.ScheduleExpression}{(s.TimeZone is { Length: > 0 } zone ? " " + zone : "")}").ToList();

    internal static List<string>? Worded(IReadOnlyList<TargetTrackingPolicy>? policies) =>
        policies?.Select(p => $"{p.Name}: {p.MetricType} {p.MetricTarget:0.##}, {p.MinCapacity} to {p.MaxCapacity}").ToList();
}
