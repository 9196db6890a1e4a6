using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Tests.Relabel;

/// <summary>Relabeling as its documentation says it, slowly: a dictionary, and the base library's regular expressions with all the time that they want.</summary>
internal static class ReferenceRelabeler
{
    /// <summary>Labels after the rule; null where it drops them.</summary>
    public static SortedDictionary<string, string>? Apply(RelabelRule rule, IReadOnlyDictionary<string, string> given)
    {
        SortedDictionary<string, string> labels = new(given.ToDictionary(), StringComparer.Ordinal);
        var source = string.Join(rule.Separator, rule.SourceLabels.Select(name => labels.GetValueOrDefault(name, "")));
        var target = labels.GetValueOrDefault(rule.TargetLabel, "");
        Regex regex = new($"^(?:{rule.Regex})\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        switch (rule.Action)
        {
            case RelabelAction.Keep:
                return regex.IsMatch(source) ? labels : null;
            case RelabelAction.Drop:
                return regex.IsMatch(source) ? null : labels;
            case RelabelAction.KeepEqual:
                return source == target ? labels : null;
            case RelabelAction.DropEqual:
                return source == target ? null : labels;
            case RelabelAction.Replace:
                if (regex.Match(source) is { Success: true } match)
                    Set(labels, Expand(rule.TargetLabel, match), Expand(rule.Replacement, match));
                return labels;
            case RelabelAction.Lowercase:
                Set(labels, rule.TargetLabel, source.ToLowerInvariant());
                return labels;
            case RelabelAction.Uppercase:
                Set(labels, rule.TargetLabel, source.ToUpperInvariant());
                return labels;
            case RelabelAction.HashMod:
                Set(labels, rule.TargetLabel, (Hash(source) % rule.Modulus).ToString(CultureInfo.InvariantCulture));
                return labels;
            case RelabelAction.LabelMap:
                foreach (var (name, value) in given.Where(label => regex.IsMatch(label.Key)).OrderBy(label => label.Key, StringComparer.Ordinal))
                    Set(labels, Expand(rule.Replacement, regex.Match(name)), value);
                return labels;
            case RelabelAction.LabelDrop:
                return Only(labels, name => !regex.IsMatch(name));
            case RelabelAction.LabelKeep:
                return Only(labels, regex.IsMatch);
            default:
                throw new ArgumentOutOfRangeException(nameof(rule));
        }
    }

    private static void Set(SortedDictionary<string, string> labels, string name, string value)
    {
        if (value.Length == 0)
            labels.Remove(name);
        else
            labels[name] = value;
    }

    private static SortedDictionary<string, string> Only(SortedDictionary<string, string> labels, Func<string, bool> isKept) =>
        new(labels.Where(label => isKept(label.Key)).ToDictionary(), StringComparer.Ordinal);

    private static string Expand(string template, Match match) => template.Replace("$1", match.Groups[1].Value, StringComparison.Ordinal);

    [SuppressMessage("Security", "CA5351", Justification = "What Prometheus hashes with; nothing is protected by it.")]
    private static ulong Hash(string text)
    {
        var sum = MD5.HashData(Encoding.UTF8.GetBytes(text));
        return (ulong)new BigInteger(sum.AsSpan(8), isUnsigned: true, isBigEndian: true);
    }
}
