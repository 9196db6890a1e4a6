using Sonde.Operator.Api;
using Sonde.Operator.Kube;
using Sonde.Operator.Reconcile;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class StatusComposerTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly StatusComposer<LlmFunction, LlmFunctionStatus> _composer = new();

    [Fact]
    public void A_status_says_which_generation_and_which_request_it_answers()
    {
        var function = Given.Function();
        function.Metadata.Generation = 7;
        function.Metadata.Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [SondeApi.ReconcileRequestedAnnotation] = "token-1" };

        _composer.Compose(function, new Outcome.Settled(TimeSpan.Zero), s_now);

        Assert.Equal((7L, "token-1"), (function.Status!.ObservedGeneration, function.Status.LastHandledReconcileAt));
        Assert.All(function.Status.Conditions!, c => Assert.Equal((7L, s_now), (c.ObservedGeneration, c.LastTransitionTime)));
    }

    [Fact]
    public void An_object_that_was_paused_from_the_start_says_so()
    {
        var function = Given.Function(s => s.Paused = true);

        _composer.Compose(function, new Outcome.Settled(TimeSpan.Zero), s_now);

        var ready = Assert.Single(function.Status!.Conditions!);
        Assert.Equal((ConditionStatus.Unknown, Reasons.Paused), (ready.Status, ready.Reason));
    }

    [Theory]
    [InlineData(Reasons.InvalidSpec, EventSeverity.Warning)]
    public void A_stall_is_announced_once(string reason, EventSeverity severity)
    {
        var before = Given.Function();
        var after = Composed(new Outcome.Stalled(reason, "why", null));

        var note = _composer.Announce(before, after);

        Assert.Equal(new EventNote(severity, reason, "why"), note);
        Assert.Null(_composer.Announce(after, Composed(new Outcome.Stalled(reason, "why, in other words", null))));
    }

    [Fact]
    public void Progress_is_announced_as_nothing_to_worry_about()
    {
        Assert.Equal(EventSeverity.Normal, _composer.Announce(Given.Function(), Composed(new Outcome.Progressing(Reasons.Creating, "", TimeSpan.Zero)))!.Severity);
        Assert.Equal(EventSeverity.Normal, _composer.Announce(Given.Function(), Composed(new Outcome.Settled(TimeSpan.Zero)))!.Severity);
        Assert.Equal(EventSeverity.Warning, _composer.Announce(Given.Function(), Composed(new Outcome.Failing(Reasons.CloudUnreachable, "", null)))!.Severity);
    }

    private LlmFunction Composed(Outcome outcome) => _composer.Compose(Given.Function(), outcome, s_now);
}
