using Sonde.Operator.Kube;

namespace Sonde.Testing.Widgets;

/// <summary>Composes as an operator should: the transition time moves only with the outcome.</summary>
public sealed class WidgetComposer : IStatusComposer<Widget>
{
    public Widget Compose(Widget entity, Outcome outcome, DateTimeOffset now)
    {
        var (reason, message) = outcome switch
        {
            Outcome.Progressing p => (p.Reason, p.Message),
            Outcome.Failing f => (f.Reason, f.Message),
            Outcome.Stalled s => (s.Reason, s.Message),
            _ => ("UpToDate", "All is well."),
        };
        var before = entity.Status ?? new();
        entity.Status = before with
        {
            ObservedGeneration = entity.Metadata.Generation,
            Outcome = outcome.Kind,
            Reason = reason,
            Message = message,
            LastTransitionTime = before.Outcome == outcome.Kind ? before.LastTransitionTime : now,
        };
        return entity;
    }

    public EventNote? Announce(Widget before, Widget after) =>
        before.Status?.Reason == after.Status!.Reason ? null : new(EventSeverity.Normal, after.Status.Reason!, after.Status.Message!);
}
