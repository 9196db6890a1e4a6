using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Relabel;

/// <summary>Relabel rules in their order.</summary>
/// <param name="rules">As configured.</param>
/// <exception cref="FormatException">A rule cannot be compiled.</exception>
internal sealed class Relabeler(EquatableArray<RelabelRule> rules)
{
    private readonly CompiledRule[] _rules = [.. rules.Select(rule => new CompiledRule(rule))];

    public bool IsEmpty => _rules.Length == 0;

    /// <summary>Changes the labels; stops at the first rule that drops them.</summary>
    /// <returns>False where they are dropped.</returns>
    public bool Apply(LabelSet labels)
    {
        foreach (var rule in _rules)
        {
            if (!rule.Apply(labels))
                return false;
        }

        return true;
    }
}
