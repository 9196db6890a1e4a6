using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Drift;

/// <summary>Fields that somebody else owns once the function is made: <c>management.drift.ignore</c>.</summary>
/// <param name="paths">In the terms in which differences are told.</param>
internal sealed class IgnoredFields(IReadOnlyList<string> paths)
{
    public static IgnoredFields None { get; } = new([]);

    /// <summary>Whether a field is one of them, or lies below one.</summary>
    public bool Covers(string path) =>
        paths.Any(p => path.StartsWith(p, StringComparison.Ordinal) && (path.Length == p.Length || path[p.Length] is '.' or '['));

    /// <summary>Whether a field, or what it is made of, is one of them.</summary>
    public bool CoversAnyOf(string name) => Covers(name) || paths.Any(p => p.StartsWith(name + ".", StringComparison.Ordinal));

    /// <summary>What is desired without these fields; what is merged into it when an object is sent as a whole is then the value that was observed.</summary>
    /// <remarks>Pure. A trigger, provision config or concurrency that is not there yet is still made as declared.</remarks>
    public DesiredFunction Without(DesiredFunction desired, FunctionObservation observed) => paths.Count == 0 ? desired : desired with
    {
        Config = Without(FunctionFields.Rules, desired.Config),
        Environment = desired.Environment.Where(v => !Covers(v.Value.Path)).ToDictionary(StringComparer.Ordinal),
        Mounts = [.. desired.Mounts.Where(m => !Covers(m.Path))],
        Tags = [.. desired.Tags.Where(t => t.Key is SondeApi.OwnerTag or SondeApi.UidTag || !Covers(FieldName.OfTag(t.Key)))],
        Initializer = Without(desired.Initializer),
        PreStop = Without(desired.PreStop),
        Trigger = desired.Trigger is { } trigger && observed.Trigger is not null ? trigger with { Config = Without(AttachedFields.Trigger, trigger.Config) } : desired.Trigger,
        Provision = desired.Provision is { } provision && observed.Provision is not null ? Without(AttachedFields.Provision, provision) : desired.Provision,
        ReservedConcurrency = observed.Concurrency is not null && Covers(AttachedFields.MaxInstances) ? null : desired.ReservedConcurrency,
    };

    private T Without<T>(IReadOnlyList<FieldRule<T>> rules, T desired) => rules.Where(rule => Covers(rule.Path)).Aggregate(desired, (kept, rule) => rule.Drop(kept));

    private DesiredHook? Without(DesiredHook? hook)
    {
        if (hook is null)
            return null;

        var isCommandTheirs = Covers($"{hook.Path}.command");
        var kept = new LifecycleHook
        {
            Handler = isCommandTheirs ? null : hook.Hook.Handler,
            Command = isCommandTheirs ? null : hook.Hook.Command,
            Timeout = Covers($"{hook.Path}.timeoutSeconds") ? null : hook.Hook.Timeout,
        };
        return kept == new LifecycleHook() ? null : hook with { Hook = kept };
    }
}
