using Sonde.Agent.Core.Relabel;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads <c>relabel_configs</c> and its kin, and holds each rule to what its action needs, as Prometheus does.</summary>
internal static class RelabelRules
{
    private static readonly (string Name, RelabelAction Action)[] s_actions =
        [.. Enum.GetValues<RelabelAction>().Select(action => (action.ToString().ToLowerInvariant(), action))];

    public static EquatableArray<RelabelRule> Read(Section section, string key) =>
        section.Children(key).Select(ReadRule).ToList().ToEquatableArray();

    /// <summary>The word of an action in a file.</summary>
    public static string NameOf(RelabelAction action) => s_actions.First(pair => pair.Action == action).Name;

    private static RelabelRule ReadRule(Section rule)
    {
        var defaults = new RelabelRule();
        var action = rule.OneOf("action", [.. s_actions.Select(pair => pair.Name)]) is { } name ? s_actions.First(pair => pair.Name == name).Action : RelabelAction.Replace;
        var read = new RelabelRule
        {
            Action = action,
            SourceLabels = SourceLabels(rule),
            Separator = rule.Has("separator") ? rule.Text("separator") ?? defaults.Separator : defaults.Separator,
            Regex = rule.Text("regex") ?? defaults.Regex,
            Modulus = (ulong)(rule.Count("modulus") ?? 0),
            TargetLabel = rule.Text("target_label") ?? "",
            Replacement = rule.Text("replacement") ?? defaults.Replacement,
        };
        rule.Close();
        Check(rule, read);
        return read;
    }

    private static EquatableArray<string> SourceLabels(Section rule)
    {
        var labels = new List<string>();
        foreach (var (value, _, place, path) in rule.Texts("source_labels"))
        {
            if (value.Length == 0)
                rule.Faults.Add(place, path, "is empty; expected the name of a label.");
            labels.Add(value);
        }

        return labels.ToEquatableArray();
    }

    private static void Check(Section rule, RelabelRule read)
    {
        if (ErrorOf(read.Regex) is { } error)
            rule.Fault("regex", $"is {rule.Shown("regex")}, no RE2 expression: {error}");
        if (read.Action is RelabelAction.HashMod && read.Modulus == 0)
            rule.Fault("modulus", "is required by hashmod and is at least 1.");
        if (NeedsTarget(read.Action) && read.TargetLabel.Length == 0)
            rule.Fault("target_label", $"is required by {NameOf(read.Action)}.");
        else if (read.TargetLabel.Length > 0 && !IsTarget(read))
            rule.Fault("target_label", $"is {rule.Shown("target_label")}; expected {Names.LabelForm}{(read.Action is RelabelAction.Replace ? ", groups such as ${1} included" : "")}.");
        if (read.Action is RelabelAction.KeepEqual or RelabelAction.DropEqual)
            RefuseBeside(rule, read.Action, "regex", "modulus", "separator", "replacement");
        if (read.Action is RelabelAction.LabelDrop or RelabelAction.LabelKeep)
            RefuseBeside(rule, read.Action, "source_labels", "target_label", "modulus", "separator", "replacement");
    }

    /// <summary>What is wrong with an expression, by the very code that will run it; null: nothing.</summary>
    private static string? ErrorOf(string regex)
    {
        try
        {
            RelabelRegex.Compile(regex);
            return null;
        }
        catch (FormatException e)
        {
            return e.InnerException?.Message ?? e.Message;
        }
    }

    private static void RefuseBeside(Section rule, RelabelAction action, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (rule.Has(key))
                rule.Fault(key, $"has no meaning for {NameOf(action)}; remove it.");
        }
    }

    private static bool NeedsTarget(RelabelAction action) => action is RelabelAction.Replace or RelabelAction.HashMod or RelabelAction.KeepEqual
        or RelabelAction.DropEqual or RelabelAction.Lowercase or RelabelAction.Uppercase;

    /// <summary>A replace may build the name from groups: what stands outside of them must fit a label name.</summary>
    private static bool IsTarget(RelabelRule rule)
    {
        if (rule.Action is not RelabelAction.Replace)
            return Names.IsLabel(rule.TargetLabel);

        var rest = rule.TargetLabel.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.StartsWith("${") ? rest.IndexOf('}') : rest[0] == '$' ? 0 : -1;
            if (rest.StartsWith("${") && end < 0)
                return false;
            if (end < 0 && !char.IsAsciiLetterOrDigit(rest[0]) && rest[0] != '_')
                return false;
            rest = rest[(Math.Max(end, 0) + 1)..];
        }

        return !char.IsAsciiDigit(rule.TargetLabel[0]);
    }
}
