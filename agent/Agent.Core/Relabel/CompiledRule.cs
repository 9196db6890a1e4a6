using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Relabel;

/// <summary>One relabel rule, ready to run. Behaves as Prometheus' rule of the same fields.</summary>
internal sealed class CompiledRule
{
    private readonly RelabelRule _rule;
    private readonly RelabelRegex _regex;

    /// <summary>Compiles a rule.</summary>
    /// <exception cref="FormatException">The regex of the rule is wrong.</exception>
    public CompiledRule(RelabelRule rule)
    {
        _rule = rule;
        _regex = RelabelRegex.Compile(rule.Regex);
    }

    /// <summary>Changes the labels.</summary>
    /// <returns>False where the rule drops what the labels stand for.</returns>
    public bool Apply(LabelSet labels)
    {
        switch (_rule.Action)
        {
            case RelabelAction.Keep:
                return _regex.IsMatch(Source(labels));
            case RelabelAction.Drop:
                return !_regex.IsMatch(Source(labels));
            case RelabelAction.KeepEqual:
                return Source(labels) == labels.Get(_rule.TargetLabel);
            case RelabelAction.DropEqual:
                return Source(labels) != labels.Get(_rule.TargetLabel);
            case RelabelAction.LabelDrop:
                labels.RemoveWhere(label => _regex.IsMatch(label.Name));
                return true;
            case RelabelAction.LabelKeep:
                labels.RemoveWhere(label => !_regex.IsMatch(label.Name));
                return true;
            default:
                Write(labels);
                return true;
        }
    }

    private void Write(LabelSet labels)
    {
        switch (_rule.Action)
        {
            case RelabelAction.Replace:
                Replace(labels);
                break;
            case RelabelAction.HashMod:
                labels.Set(_rule.TargetLabel, (HashOf(Source(labels)) % _rule.Modulus).ToString());
                break;
            case RelabelAction.LabelMap:
                MapNames(labels);
                break;
            case RelabelAction.Lowercase:
                labels.Set(_rule.TargetLabel, Source(labels).ToLowerInvariant());
                break;
            case RelabelAction.Uppercase:
                labels.Set(_rule.TargetLabel, Source(labels).ToUpperInvariant());
                break;
            default:
                throw new InvalidOperationException($"No step runs a rule of action {_rule.Action}.");
        }
    }

    private void Replace(LabelSet labels)
    {
        // A target that the groups make empty is no label, and the rule does nothing.
        if (_regex.Expand(Source(labels), _rule.TargetLabel, _rule.Replacement) is (var target, var value) && target.Length > 0)
            labels.Set(target, value);
    }

    private void MapNames(LabelSet labels)
    {
        // Two names may become one: the last by name stays, as in Prometheus, whatever the order on the page.
        labels.Sort();
        foreach (var label in labels.Snapshot())
        {
            if (_regex.Expand(label.Name, _rule.Replacement) is { Length: > 0 } name)
                labels.Set(name, label.Value);
        }
    }

    private string Source(LabelSet labels) =>
        _rule.SourceLabels.Count == 1 ? labels.Get(_rule.SourceLabels[0]) : string.Join(_rule.Separator, _rule.SourceLabels.Select(labels.Get));

    [SuppressMessage("Security", "CA5351", Justification = "Spreads labels over shards as Prometheus does; nothing is protected by it.")]
    private static ulong HashOf(string text) =>
        BinaryPrimitives.ReadUInt64BigEndian(MD5.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(8));
}
