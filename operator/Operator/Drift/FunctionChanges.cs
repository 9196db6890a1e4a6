using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Drift;

/// <summary>All that turns an observed function, and what belongs to it, into the desired one. A null or empty part has nothing to do.</summary>
/// <param name="Function">What to send of the function itself.</param>
/// <param name="Trigger">The trigger's config to send.</param>
/// <param name="Provision">The provision config to put.</param>
/// <param name="ReservedConcurrency">The reserved concurrency to put.</param>
/// <param name="Attached">Fields that differ of what belongs to the function.</param>
internal sealed record FunctionChanges(FunctionPlan Function, HttpTriggerConfig? Trigger, ProvisionConfig? Provision, int? ReservedConcurrency, IReadOnlyList<FieldDifference> Attached)
{
    /// <summary>All fields that differ, for people.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; } = [.. Function.Differences, .. Attached];

    /// <summary>Pure; equal inputs give equal changes, and changes once applied compare to none.</summary>
    public static FunctionChanges Between(DesiredFunction desired, FunctionObservation observed, Func<string, string> masked)
    {
        var function = FunctionDrift.Between(desired, observed.Function, masked);
        var (trigger, triggerDiffers) = desired.Trigger is { } wantedTrigger
            ? TriggerDrift.Between(wantedTrigger.Config, HttpTriggerConfig.Parse(observed.Trigger?.TriggerConfig))
            : (null, []);
        var (provision, provisionDiffers) = desired.Provision is { } wantedProvision ? ProvisionDrift.Between(wantedProvision, observed.Provision) : (null, []);
        var concurrency = new DifferenceList("Concurrency");
        var reserved = concurrency.Value("scaling.onDemand.maxInstances", desired.ReservedConcurrency, observed.Concurrency?.ReservedConcurrency);
        return new(function, trigger, provision, reserved, [.. triggerDiffers, .. provisionDiffers, .. concurrency.Found]);
    }
}
