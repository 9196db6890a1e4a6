using CsCheck;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Relabel;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Tests.Relabel;

public sealed class RelabelFuzzTests
{
    private static readonly string[] s_names = ["a", "b", "c", "ab", "__name__"];
    private static readonly string[] s_values = ["", "a", "b", "ab", "ba;c", "Ab\n", "aab", "ü"];
    private static readonly string[] s_expressions = ["(.*)", "(a+)b?", "a|(b)", "(.)(.*)", ".*;(.*)", "[^a]+", "", "(a|ab)(c|bcd)?", "(?i)AB", "a{1,2}", "(a*)*"];
    private static readonly string[] s_replacements = ["$1", "x", "", "x$1", "$1$1"];

    [Fact]
    [Trait(Fuzz.Trait, Fuzz.Value)]
    [Spec("6 relabel actions")]
    public void A_rule_does_what_a_slow_reference_does()
    {
        var rule = Gen.Select(Gen.Enum<RelabelAction>(), OneOf(s_names).Array[0, 3], OneOf(";", "", "/"), OneOf(s_expressions), OneOf(s_names), OneOf(s_replacements), Gen.ULong[1, 9],
            (action, source, separator, regex, target, replacement, modulus) => new RelabelRule
            {
                Action = action,
                SourceLabels = source.ToEquatableArray(),
                Separator = separator,
                Regex = regex,
                TargetLabel = target,
                Replacement = replacement,
                Modulus = modulus,
            });
        var labels = Gen.Select(OneOf(s_names), OneOf(s_values)).Array[0, 5];

        Gen.Select(rule, labels).Sample(
            (rule, given) =>
            {
                // What an empty name or value would make is no series; the parser lets none of them in.
                var page = given.Where(label => label.Item2.Length > 0).DistinctBy(label => label.Item1).ToDictionary(label => label.Item1, label => label.Item2, StringComparer.Ordinal);
                if (rule.Action is RelabelAction.LabelMap && rule.Replacement is not ("x$1" or "x"))
                    return true;

                Assert.Equal(Show(ReferenceRelabeler.Apply(rule, page)), Ours(rule, page));
                return true;
            },
            iter: Fuzz.Rounds(5000));
    }

    private static Gen<string> OneOf(params string[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static string Ours(RelabelRule rule, Dictionary<string, string> page)
    {
        LabelSet set = new();
        foreach (var (name, value) in page)
            set.Set(name, value);
        var isKept = new CompiledRule(rule).Apply(set);
        set.Sort();
        return Show(isKept ? set.Labels.Where(label => label.Value.Length > 0).Select(label => KeyValuePair.Create(label.Name, label.Value)) : null);
    }

    private static string Show(IEnumerable<KeyValuePair<string, string>>? labels) => labels is null ? "dropped" : string.Join(",", labels.Select(label => $"{label.Key}={label.Value}"));
}
