using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Relabel;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Tests.Relabel;

public sealed class CompiledRuleTests
{
    public static TheoryData<RelabelRule, string, string?> Rules => new()
    {
        // Replace: whole match only, groups, and an empty result removes the label.
        { new() { SourceLabels = ["a"], Regex = "f(.*)", TargetLabel = "d", Replacement = "ch${1}-ch$1" }, "a=foo", "a=foo,d=choo-choo" },
        { new() { SourceLabels = ["a"], Regex = "o", TargetLabel = "d", Replacement = "x" }, "a=foo", "a=foo" },
        { new() { SourceLabels = ["a", "b"], Regex = "(.*);(.*)", TargetLabel = "a", Replacement = "$2" }, "a=1,b=2", "a=2,b=2" },
        { new() { SourceLabels = ["a", "b"], Separator = "/", TargetLabel = "c" }, "a=1,b=2", "a=1,b=2,c=1/2" },
        { new() { SourceLabels = ["a"], Regex = ".*", TargetLabel = "a", Replacement = "" }, "a=1,b=2", "b=2" },
        { new() { SourceLabels = ["a"], Regex = "(.*)", TargetLabel = "${1}_x", Replacement = "v" }, "a=n", "a=n,n_x=v" },
        { new() { TargetLabel = "a", Replacement = "fixed" }, "", "a=fixed" },
        { new() { SourceLabels = ["a"], Regex = "(?P<first>.)(.*)", TargetLabel = "d", Replacement = "$2${first}$$" }, "a=abc", "a=abc,d=bca$" },
        { new() { SourceLabels = ["a"], Regex = "(.)(.*)", TargetLabel = "d", Replacement = "$1x" }, "a=abc,d=old", "a=abc" },   // $1x is a group "1x", as in Go
        { new() { SourceLabels = ["a"], Regex = "(?i)FOO", TargetLabel = "d", Replacement = "yes" }, "a=foo", "a=foo,d=yes" },
        { new() { SourceLabels = ["a"], Regex = "a.b", TargetLabel = "d", Replacement = "yes" }, "a=a\nb", "a=a\nb,d=yes" },     // the dot takes line feeds
        { new() { SourceLabels = ["missing"], Regex = "", TargetLabel = "d", Replacement = "yes" }, "a=1", "a=1,d=yes" },
        { new() { SourceLabels = ["a"], Regex = "(.)(.*)$", TargetLabel = "d", Replacement = "$2$1" }, "a=xy\n", "a=xy\n,d=y\nx" },   // .NET's linear engine has no groups here
        { new() { SourceLabels = ["a"], Regex = "(.*)", TargetLabel = "d", Replacement = "$0" }, "a=\n", "a=\n,d=\n" },
        // Keep and drop.
        { new() { Action = RelabelAction.Keep, SourceLabels = ["a"], Regex = "f.*|b" }, "a=foo", "a=foo" },
        { new() { Action = RelabelAction.Keep, SourceLabels = ["a"], Regex = "f|b" }, "a=foo", null },
        { new() { Action = RelabelAction.Drop, SourceLabels = ["a"], Regex = "f.*" }, "a=foo", null },
        { new() { Action = RelabelAction.Drop, SourceLabels = ["a"], Regex = "f" }, "a=foo", "a=foo" },
        { new() { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "python_gc_.*|process_.*" }, "__name__=process_open_fds", null },
        { new() { Action = RelabelAction.KeepEqual, SourceLabels = ["a"], TargetLabel = "b" }, "a=1,b=1", "a=1,b=1" },
        { new() { Action = RelabelAction.KeepEqual, SourceLabels = ["a"], TargetLabel = "b" }, "a=1,b=2", null },
        { new() { Action = RelabelAction.DropEqual, SourceLabels = ["a"], TargetLabel = "b" }, "a=1,b=1", null },
        { new() { Action = RelabelAction.DropEqual, SourceLabels = ["a"], TargetLabel = "b" }, "a=1,b=2", "a=1,b=2" },
        // Names.
        { new() { Action = RelabelAction.LabelMap, Regex = "meta_(.+)" }, "meta_x=1,y=2", "meta_x=1,x=1,y=2" },
        { new() { Action = RelabelAction.LabelMap, Regex = "meta_(ng.*)", Replacement = "bar_$1" }, "meta_ng=1,meta_m=2", "bar_ng=1,meta_m=2,meta_ng=1" },
        { new() { Action = RelabelAction.LabelDrop, Regex = "b.*" }, "a=1,b1=2,b2=3", "a=1" },
        { new() { Action = RelabelAction.LabelKeep, Regex = "b.*" }, "a=1,b1=2,b2=3", "b1=2,b2=3" },
        // Values.
        { new() { Action = RelabelAction.Lowercase, SourceLabels = ["a"], TargetLabel = "b" }, "a=AbÜ", "a=AbÜ,b=abü" },
        { new() { Action = RelabelAction.Uppercase, SourceLabels = ["a"], TargetLabel = "b" }, "a=AbÜ", "a=AbÜ,b=ABÜ" },
        { new() { Action = RelabelAction.HashMod, SourceLabels = ["c"], TargetLabel = "d", Modulus = 1000 }, "c=baz", "c=baz,d=976" },
        // What differs between RE2 and .NET.
        { new() { Action = RelabelAction.Keep, SourceLabels = ["a"], Regex = "\\d+" }, "a=٣", null },
        { new() { Action = RelabelAction.Keep, SourceLabels = ["a"], Regex = "[[:alpha:]]+[\\d-]*" }, "a=abc-1", "a=abc-1" },
        { new() { Action = RelabelAction.Keep, SourceLabels = ["a"], Regex = "\\pL+" }, "a=ü", "a=ü" },
        { new() { Action = RelabelAction.Keep, SourceLabels = ["a"], Regex = "\\Qa.b\\E" }, "a=axb", null },
        { new() { Action = RelabelAction.Keep, SourceLabels = ["a"], Regex = "foo$" }, "a=foo\n", null },
    };

    public static TheoryData<string, string> BadExpressions => new()
    {
        { "(", "not valid" }, { "a**", "not valid" }, { "[b-a]", "not valid" }, { "a{1001}", "over 1000" }, { "(?=a)", "look-around" }, { "(a)\\1", "back-references" }, { "\\", "escapes nothing" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    [Spec("6 relabel actions")]
    public void A_rule_does_what_Prometheus_does(RelabelRule rule, string labels, string? expected)
    {
        LabelSet set = new();
        foreach (var label in labels.Split(',', StringSplitOptions.RemoveEmptyEntries))
            set.Set(label.Split('=')[0], label.Split('=')[1]);

        var isKept = new CompiledRule(rule).Apply(set);

        set.Sort();
        Assert.Equal(expected, isKept ? string.Join(",", set.Labels.Select(l => $"{l.Name}={l.Value}")) : null);
    }

    [Theory]
    [MemberData(nameof(BadExpressions))]
    public void A_bad_expression_is_refused_with_its_reason(string expression, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => new CompiledRule(new RelabelRule { Regex = expression })).Message, StringComparison.Ordinal);

    [Fact]
    [Spec("6 relabel: linear time")]
    public void A_hostile_pattern_cannot_hang_the_agent()
    {
        var regex = RelabelRegex.Compile("(a+)+b");
        var began = TimeProvider.System.GetTimestamp();

        Assert.False(regex.IsMatch(new string('a', 100_000)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
