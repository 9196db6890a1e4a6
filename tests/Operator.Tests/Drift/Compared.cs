using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;
using Sonde.Operator.Tests.Fakes;

namespace Sonde.Operator.Tests.Drift;

/// <summary>Desired functions, and functions as the service holds them after a plan was carried out.</summary>
internal static class Compared
{
    public static DesiredFunction Desired(LlmFunction function, ObservedBy? observer = null) => new DesiredFunctions(Given.Secrets()).For(function, Given.Access(), observer);

    /// <summary>Everything declared, and observed by a pipeline.</summary>
    public static DesiredFunction Full() => Desired(Given.FullFunction(), Given.Observer());

    public static FunctionObservation Nothing(DesiredFunction desired) => new(new Function { FunctionName = desired.Name }, null, null, null);

    public static FunctionChanges Between(DesiredFunction desired, FunctionObservation observed, IReadOnlySet<string>? owned = null, IgnoredFields? ignored = null) =>
        FunctionChanges.Between(desired, observed, Masked, owned, ignored);

    /// <summary>Names of all that a function declares.</summary>
    public static IReadOnlySet<string> Names(DesiredFunction desired) => AppliedFields.Declared(desired, Masked).Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>What the service holds once the changes were written.</summary>
    public static FunctionObservation Applied(FunctionChanges changes, FunctionObservation observed) => new(
        Observed.Applied(observed.Function, changes.Function.Change) with { Tags = [.. Observed.Tagged(observed.Function.Tags, changes.Function.Tags).Where(t => !changes.Function.RemovedTags.Contains(t.Key))] },
        changes.RemovesTrigger ? null : changes.Trigger is { } config ? (observed.Trigger ?? new() { TriggerName = "http" }) with { TriggerConfig = config.ToText() } : observed.Trigger,
        changes.Provision is { } provision ? Observed.Provision(provision) : observed.Provision,
        changes.RemovesConcurrency ? null : changes.ReservedConcurrency is { } reserved ? new(reserved) : observed.Concurrency);

    /// <summary>The service holds what is desired.</summary>
    public static FunctionObservation Settled(DesiredFunction desired) => Applied(Between(desired, Nothing(desired)), Nothing(desired));

    public static string Masked(string secret) => $"masked:{secret.Length}";
}
