using System.Globalization;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Drift;

/// <summary>Values of fields by their names, in a form that is equal for what is declared and for what is there.</summary>
internal static class AppliedFields
{
    /// <summary>Every field that is declared.</summary>
    /// <param name="desired">What is ours.</param>
    /// <param name="masked">Turns a value that may be secret into what may be shown of it.</param>
    public static IReadOnlyDictionary<string, string> Declared(DesiredFunction desired, Func<string, string> masked)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(found, FunctionFields.Rules, desired.Config);
        Add(found, AttachedFields.Trigger, desired.Trigger?.Config);
        Add(found, AttachedFields.Provision, desired.Provision);
        if (desired.ReservedConcurrency is { } reserved)
            found[AttachedFields.MaxInstances] = Text(reserved);

        foreach (var (_, variable) in desired.Environment)
            found[FieldName.Of(variable)] = masked(variable.Value);
        foreach (var mount in desired.Mounts)
            found[FieldName.Of(mount)] = Text(mount.Point);
        foreach (var tag in desired.Tags)
            found[FieldName.OfTag(tag.Key)] = tag.Value;
        foreach (var hook in new[] { desired.Initializer, desired.PreStop }.OfType<DesiredHook>())
            found[hook.Path] = Text(hook.Hook) ?? "";

        return found;
    }

    /// <summary>The value that a field has in the cloud; null where it is not set.</summary>
    public static string? Actual(string name, FunctionObservation observed, Func<string, string> masked)
    {
        var function = observed.Function;
        return FieldName.Split(name) switch
        {
            (var path, var key) when FieldName.IsVariable(path) => function.EnvironmentVariables?.TryGetValue(key, out var value) == true ? masked(value) : null,
            (var path, var key) when FieldName.IsMount(path) => function.OssMountConfig?.MountPoints?.FirstOrDefault(m => m.MountDir == key) is { } mount ? Text(mount) : null,
            (FieldName.Tags, var key) => function.Tags?.FirstOrDefault(t => t.Key == key)?.Value,
            _ when name.EndsWith(FieldName.Initializer, StringComparison.Ordinal) => Text(function.InstanceLifecycleConfig?.Initializer),
            _ when name.EndsWith(FieldName.PreStop, StringComparison.Ordinal) => Text(function.InstanceLifecycleConfig?.PreStop),
            _ when name == AttachedFields.MaxInstances => observed.Concurrency?.ReservedConcurrency is { } reserved ? Text(reserved) : null,
            _ => Find(FunctionFields.Rules, name, function)
                ?? Find(AttachedFields.Trigger, name, HttpTriggerConfig.Parse(observed.Trigger?.TriggerConfig))
                ?? Find(AttachedFields.Provision, name, observed.Provision),
        };
    }

    private static void Add<T>(SortedDictionary<string, string> found, IReadOnlyList<FieldRule<T>> rules, T? of) where T : class
    {
        foreach (var rule in rules)
        {
            if (of is not null && rule.Text(of) is { } text)
                found[rule.Path] = text;
        }
    }

    private static string? Find<T>(IReadOnlyList<FieldRule<T>> rules, string name, T? of) where T : class =>
        of is null ? null : rules.FirstOrDefault(r => r.Path == name)?.Text(of);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(OssMountPoint mount) => FunctionDrift.Worded(mount with { BucketPath = FunctionDrift.Slashed(mount.BucketPath) });

    private static string? Text(LifecycleHook? hook) =>
        hook is { Handler.Length: > 0 } or { Command.Count: > 0 } ? $"{hook.Handler}\n{hook.Timeout}\n{string.Join('\n', hook.Command ?? [])}" : null;
}
