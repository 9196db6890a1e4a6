using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Drift;

/// <summary>Puts fields that are ours in the cloud and are declared no more into what is desired, as cleared.</summary>
/// <param name="owned">Names of the fields that are ours in the cloud.</param>
internal sealed class RemovedFields(IReadOnlySet<string> owned)
{
    /// <summary>Entries to take out of what is shared with others, by key, with their names.</summary>
    /// <param name="Variables">Of the environment.</param>
    /// <param name="Mounts">By directory.</param>
    /// <param name="Tags">By key.</param>
    internal sealed record Entries(IReadOnlyDictionary<string, string> Variables, IReadOnlyDictionary<string, string> Mounts, IReadOnlyDictionary<string, string> Tags);

    public bool HasAny(string prefix) => owned.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Pure. A field that is declared, or not set in the cloud, is left as it is.</summary>
    /// <param name="desired">What is to be compared.</param>
    /// <param name="observed">What is there.</param>
    /// <param name="declared">What is desired, with its ignored fields.</param>
    public DesiredFunction Cleared(DesiredFunction desired, FunctionObservation observed, DesiredFunction declared)
    {
        var hooks = observed.Function.InstanceLifecycleConfig;
        var provision = observed.Provision is { } there ? Cleared(AttachedFields.Provision, desired.Provision ?? new(), there) : desired.Provision;
        return desired with
        {
            Config = Cleared(FunctionFields.Rules, desired.Config, observed.Function),
            Initializer = declared.Initializer is not null ? desired.Initializer : Hook(FieldName.Initializer, hooks?.Initializer),
            PreStop = declared.PreStop is not null ? desired.PreStop : Hook(FieldName.PreStop, hooks?.PreStop),
            Trigger = desired.Trigger is { } trigger && HttpTriggerConfig.Parse(observed.Trigger?.TriggerConfig) is { } config
                ? trigger with { Config = Cleared(AttachedFields.Trigger, trigger.Config, config) }
                : desired.Trigger,
            Provision = desired.Provision is null && provision == new ProvisionConfig() ? null : provision,
        };
    }

    public Entries Of(DesiredFunction desired) => new(
        Keys(FieldName.IsVariable, desired.Environment.Keys),
        Keys(FieldName.IsMount, desired.Mounts.Select(m => m.Point.MountDir!)),
        Keys(path => path == FieldName.Tags, desired.Tags.Select(t => t.Key)));

    private T Cleared<T>(IReadOnlyList<FieldRule<T>> rules, T desired, T actual) =>
        rules.Where(rule => owned.Contains(rule.Path)).Aggregate(desired, (cleared, rule) => rule.Clear(cleared, actual));

    private DesiredHook? Hook(string suffix, LifecycleHook? actual) =>
        actual is { Handler.Length: > 0 } or { Command.Count: > 0 } && owned.FirstOrDefault(name => name.EndsWith(suffix, StringComparison.Ordinal) && FieldName.Split(name) is null) is { } name
            ? new(name, LifecycleHook.Empty)
            : null;

    private Dictionary<string, string> Keys(Func<string, bool> isOne, IEnumerable<string> declared)
    {
        var kept = declared.ToHashSet(StringComparer.Ordinal);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in owned)
        {
            if (FieldName.Split(name) is { } entry && isOne(entry.Path) && !kept.Contains(entry.Key))
                keys[entry.Key] = name;
        }

        return keys;
    }
}
