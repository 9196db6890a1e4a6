using System.Globalization;
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
    private static readonly HashSet<string> s_nothing = [];

    /// <summary>All fields that differ, for people.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; } = [.. Function.Differences, .. Attached];

    /// <summary>Whether the trigger is to go.</summary>
    public bool RemovesTrigger { get; private init; }

    /// <summary>Whether the reserved concurrency is to go.</summary>
    public bool RemovesConcurrency { get; private init; }

    /// <summary>Pure; equal inputs give equal changes, and changes once applied compare to none.</summary>
    /// <param name="desired">What is ours.</param>
    /// <param name="observed">What is there.</param>
    /// <param name="masked">Turns a secret value into the text that may be shown of it.</param>
    /// <param name="owned">Names of fields that are ours in the cloud: those that are declared no more are cleared. Null clears nothing.</param>
    /// <param name="ignored">Fields that are not looked at; null for none.</param>
    public static FunctionChanges Between(
        DesiredFunction desired, FunctionObservation observed, Func<string, string> masked, IReadOnlySet<string>? owned = null, IgnoredFields? ignored = null)
    {
        ignored ??= IgnoredFields.None;
        var removed = new RemovedFields((owned ?? s_nothing).Where(name => !ignored.CoversAnyOf(name)).ToHashSet(StringComparer.Ordinal));
        var wanted = removed.Cleared(ignored.Without(desired, observed), observed, desired);
        // Ignored entries are declared all the same: not theirs to lose.
        var function = FunctionDrift.Between(wanted, observed.Function, masked, removed.Of(desired));

        var (trigger, triggerDiffers) = wanted.Trigger is { } wantedTrigger
            ? TriggerDrift.Between(wantedTrigger.Config, HttpTriggerConfig.Parse(observed.Trigger?.TriggerConfig))
            : (null, []);
        var (provision, provisionDiffers) = wanted.Provision is { } wantedProvision ? ProvisionDrift.Between(wantedProvision, observed.Provision) : (null, []);
        var concurrency = new DifferenceList("Concurrency");
        var reserved = concurrency.Value(AttachedFields.MaxInstances, wanted.ReservedConcurrency, observed.Concurrency?.ReservedConcurrency);

        var triggerGoes = desired.Trigger is null && observed.Trigger is not null && removed.HasAny(AttachedFields.Http);
        var concurrencyGoes = desired.ReservedConcurrency is null && observed.Concurrency?.ReservedConcurrency is not null && removed.HasAny(AttachedFields.MaxInstances);
        List<FieldDifference> gone = [];
        if (triggerGoes)
            gone.Add(new(TriggerDrift.Component, "http", "", observed.Trigger!.TriggerName));
        if (concurrencyGoes)
            concurrency.Add(AttachedFields.MaxInstances, "", observed.Concurrency!.ReservedConcurrency!.Value.ToString(CultureInfo.InvariantCulture));

        return new(function, trigger, provision, reserved, [.. triggerDiffers, .. gone, .. provisionDiffers, .. concurrency.Found]) { RemovesTrigger = triggerGoes, RemovesConcurrency = concurrencyGoes };
    }
}
