using Sonde.Emulator.Http;

namespace Sonde.Emulator.Faults;

/// <summary>The fault rules in force, first come first served. Safe to call from any thread.</summary>
public sealed class FaultBook
{
    private readonly Lock _gate = new();
    private readonly List<(FaultRule Rule, Random Draws)> _rules = [];
    private int _lastId;

    /// <summary>All rules, with what they have hit so far.</summary>
    public IReadOnlyList<FaultRule> All()
    {
        lock (_gate)
            return [.. _rules.Select(entry => entry.Rule)];
    }

    /// <summary>Puts a rule in force behind the others.</summary>
    /// <returns>The rule with its id.</returns>
    public FaultRule Add(FaultRule rule)
    {
        lock (_gate)
        {
            var added = rule with { Id = ++_lastId, Hits = 0 };
            _rules.Add((added, new Random(rule.Seed)));
            return added;
        }
    }

    /// <summary>Takes all rules out of force.</summary>
    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    /// <summary>Takes one rule out of force; false when there is none of this id.</summary>
    public bool Remove(int id)
    {
        lock (_gate)
            return _rules.RemoveAll(entry => entry.Rule.Id == id) > 0;
    }

    /// <summary>The first rule that hits this request, counted as hit; null when none does.</summary>
    internal FaultRule? Take(string service, string operation, WireRequest request)
    {
        lock (_gate)
        {
            for (var at = 0; at < _rules.Count; at++)
            {
                var (rule, draws) = _rules[at];
                if (rule.Hits >= (rule.Count ?? int.MaxValue) || !rule.Fits(service, operation, request) || draws.NextDouble() >= rule.Probability)
                    continue;
                _rules[at] = (rule with { Hits = rule.Hits + 1 }, draws);
                return rule;
            }
        }

        return null;
    }
}
