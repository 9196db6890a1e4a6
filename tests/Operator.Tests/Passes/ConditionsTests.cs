using CsCheck;
using Sonde.Operator.Api;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Tests.Passes;

public sealed class ConditionsTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Outcome> s_outcome = Gen.OneOf<Outcome>(
        new Outcome.Settled(TimeSpan.Zero),
        new Outcome.Progressing(Reasons.Creating, "a", TimeSpan.Zero),
        new Outcome.Progressing(Reasons.DependencyNotReady, "b", TimeSpan.Zero),
        new Outcome.Failing(Reasons.CloudUnreachable, "c", null),
        new Outcome.Failing(Reasons.Throttled, "d", null),
        new Outcome.Failing(Reasons.FunctionFailed, "e", null),
        new Outcome.Stalled(Reasons.InvalidSpec, "f", null));

    [Fact]
    public void After_any_passes_exactly_one_of_three_decides() => s_outcome.List[1, 6].Sample(outcomes =>
    {
        var status = new LlmFunctionStatus();
        foreach (var outcome in outcomes)
            Conditions.Conclude(status, outcome, 1);

        var ready = Conditions.Find(status, ConditionTypes.Ready)!;
        var others = status.Conditions!.Where(c => c.Type != ConditionTypes.Ready).ToList();
        Assert.Equal(ready.Status is ConditionStatus.True ? 0 : 1, others.Count);
        Assert.All(others, c => Assert.Equal(ConditionStatus.True, c.Status));
        if (ready.Status is ConditionStatus.False)
            Assert.Equal(ready.Reason, others[0].Reason);
    });

    [Fact]
    public void A_transition_time_moves_when_and_only_when_the_status_does() => s_outcome.List[2, 6].Sample(outcomes =>
    {
        var status = new LlmFunctionStatus();
        var now = s_start;
        foreach (var outcome in outcomes)
        {
            var before = status.Conditions?.ToDictionary(c => c.Type, StringComparer.Ordinal) ?? [];
            now = now.AddMinutes(1);
            Conditions.Conclude(status, outcome, 1);
            Conditions.Stamp(status, now);
            foreach (var condition in status.Conditions!)
            {
                var stayed = before.TryGetValue(condition.Type, out var was) && was.Status == condition.Status;
                Assert.Equal(stayed ? was!.LastTransitionTime : now, condition.LastTransitionTime);
            }
        }
    });

    [Fact]
    public void The_deciding_conditions_come_first()
    {
        var status = new LlmFunctionStatus();
        Conditions.Set(status, 1, ConditionTypes.AgentReporting, ConditionStatus.True, Reasons.Reporting, "");
        Conditions.Conclude(status, new Outcome.Stalled(Reasons.InvalidSpec, "x", null), 1);
        Conditions.Stamp(status, s_start);

        Assert.Equal([ConditionTypes.Ready, ConditionTypes.Stalled, ConditionTypes.AgentReporting], status.Conditions!.Select(c => c.Type));
    }

    [Fact]
    public void A_long_message_is_cut_where_an_object_would_grow_too_big()
    {
        var status = new LlmFunctionStatus();

        Conditions.Set(status, 1, ConditionTypes.Ready, ConditionStatus.False, Reasons.InvalidSpec, new string('x', 5000));

        Assert.Equal(1024, status.Conditions![0].Message.Length);
        Assert.EndsWith("…", status.Conditions[0].Message, StringComparison.Ordinal);
    }
}
