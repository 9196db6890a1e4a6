using Sonde.Operator.Cloud.FunctionCompute;
using ProvisionRule = Sonde.Operator.Drift.FieldRule<Sonde.Operator.Cloud.FunctionCompute.ProvisionConfig>;
using TriggerRule = Sonde.Operator.Drift.FieldRule<Sonde.Operator.Cloud.FunctionCompute.HttpTriggerConfig>;

namespace Sonde.Operator.Drift;

/// <summary>The fields of what belongs to a function.</summary>
internal static class AttachedFields
{
    /// <summary>What the trigger's fields begin with.</summary>
    public const string Http = "http.";

    /// <summary>What the fields of instances that are kept begin with.</summary>
    public const string Provisioned = "scaling.provisioned.";

    /// <summary>The reserved concurrency.</summary>
    public const string MaxInstances = "scaling.onDemand.maxInstances";

    /// <summary>A trigger has an authentication and methods in any case; with the last of its fields the trigger goes.</summary>
    public static IReadOnlyList<TriggerRule> Trigger { get; } =
    [
        TriggerRule.Of<string>(Http + "auth", t => t.AuthType, (t, v) => t with { AuthType = v }, null),
        TriggerRule.Of<IReadOnlyList<string>>(Http + "methods", t => t.Methods, (t, v) => t with { Methods = v }, null),
        TriggerRule.Of<bool>(Http + "publicUrl", t => t.DisableUrlInternet, (t, v) => t with { DisableUrlInternet = v }, false),
    ];

    public static IReadOnlyList<ProvisionRule> Provision { get; } =
    [
        ProvisionRule.Of<int>(Provisioned + "target", p => p.DefaultTarget ?? (p as ProvisionStatus)?.Target, (p, v) => p with { DefaultTarget = v }, 0),
        ProvisionRule.Of<bool>(Provisioned + "alwaysAllocateCPU", p => p.AlwaysAllocateCpu, (p, v) => p with { AlwaysAllocateCpu = v }, true),
        ProvisionRule.Of<bool>(Provisioned + "alwaysAllocateGPU", p => p.AlwaysAllocateGpu, (p, v) => p with { AlwaysAllocateGpu = v }, true),
        new(Provisioned + "schedules", p => Lines(ProvisionDrift.Worded(p.ScheduledActions)), p => p with { ScheduledActions = null }, p => p with { ScheduledActions = [] }),
        new(Provisioned + "tracking", p => Lines(ProvisionDrift.Worded(p.TargetTrackingPolicies)), p => p with { TargetTrackingPolicies = null }, p => p with { TargetTrackingPolicies = [] }),
    ];

    /// <summary>Whether a field is one of these.</summary>
    public static bool Has(string name) => name.StartsWith(Http, StringComparison.Ordinal) || name.StartsWith("scaling.", StringComparison.Ordinal);

    private static string? Lines(List<string>? items) => items is null ? null : string.Join('\n', items.Order(StringComparer.Ordinal));
}
