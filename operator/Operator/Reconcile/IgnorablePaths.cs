using System.Text.RegularExpressions;
using Sonde.Operator.Api;
using Sonde.Operator.Drift;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Reads <c>management.drift.ignore</c> of a function.</summary>
internal static partial class IgnorablePaths
{
    private const string Field = "spec.management.drift.ignore";

    /// <summary>Spec fields that differences tell of in other words.</summary>
    private static readonly Dictionary<string, string> s_toldAs = new(StringComparer.Ordinal)
    {
        ["hooks.initializerCommand"] = "hooks.initializer.command",
        ["hooks.initializerTimeoutSeconds"] = "hooks.initializer.timeoutSeconds",
        ["hooks.preStopTimeoutSeconds"] = "hooks.preStop.timeoutSeconds",
        ["scaling.onDemand.enabled"] = AttachedFields.MaxInstances,
    };

    private static readonly string[] s_known =
    [
        .. FunctionFields.Rules.Select(r => r.Path), .. AttachedFields.Trigger.Select(r => r.Path), .. AttachedFields.Provision.Select(r => r.Path), AttachedFields.MaxInstances,
        .. s_toldAs.Keys, .. s_toldAs.Values, "model.oss", "env", FieldName.Tags,
    ];

    /// <exception cref="ReconcileStopped">A path names no field that is written, or one in which the agent is started.</exception>
    public static IgnoredFields Of(LlmFunction function)
    {
        if (function.Spec.Management?.Drift?.Ignore is not { Count: > 0 } declared)
            return IgnoredFields.None;

        foreach (var path in declared)
        {
            if (!IsKnown(path))
                throw Outcomes.Invalid($"{Field}: {path} is no field that is written to the function; {Choices(path)}.");
        }

        var ignored = new IgnoredFields([.. declared.Select(p => s_toldAs.GetValueOrDefault(p, p))]);
        return AgentsPart(function).FirstOrDefault(ignored.Covers) is { } part
            ? throw Outcomes.Invalid($"{Field}: {part} has the agent in it with observability.start {function.Spec.Observability!.Start ?? AgentStart.Initializer}, so it cannot be somebody else's; take it off the list, or choose another start.")
            : ignored;
    }

    private static bool IsKnown(string path) =>
        s_known.Any(k => k == path || k.StartsWith(path + ".", StringComparison.Ordinal)) || Entry().IsMatch(path);

    private static string[] AgentsPart(LlmFunction function) => function.Spec.Observability switch
    {
        null => [],
        { Start: AgentStart.Entrypoint } => ["container.command"],
        { Start: AgentStart.Proxy, Proxy.EnginePort: not null } => ["container.command", "container.port", "hooks.preStop.timeoutSeconds"],
        // An engine that is moved is started with all its words by the agent: another's arguments would have no effect.
        { Start: AgentStart.Proxy } => ["container.command", "container.args", "container.port", "hooks.preStop.timeoutSeconds"],
        _ => ["hooks.initializer.command", "hooks.initializer.timeoutSeconds"],
    };

    private static string Choices(string path)
    {
        var parent = path;
        while (parent.LastIndexOfAny(['.', '[']) is > 0 and var at)
        {
            parent = path[..at];
            if (parent is "env" or FieldName.Tags)
                return $"one entry is {parent}[NAME]";
            if (s_known.Contains(parent, StringComparer.Ordinal))
                return $"{parent} is, as a whole";
            if (Below(parent + ".") is { Count: > 0 } siblings)
                return $"{parent} has {string.Join(", ", siblings)}";
        }

        return $"there are {string.Join(", ", Below(""))}";
    }

    private static List<string> Below(string prefix) =>
        [.. s_known.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => k[prefix.Length..].Split('.')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^(env\[[^\]]+\](\.value|\.valueFrom)?|tags\[[^\]]+\])$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
