namespace Sonde.Operator.Kube;

/// <summary>What one reconcile came to, and so when the queue looks at the entity again. Each pass ends in exactly one of four.</summary>
/// <remarks>A watch event brings the next look forward; it never cancels it.</remarks>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>World and spec agree; in a finalizer: everything is undone and the finalizer may go.</summary>
    /// <param name="NextLook">Time until the periodic look (drift); the runtime spreads it by <see cref="ControllerOptions.IntervalJitter"/>.</param>
    public sealed record Settled(TimeSpan NextLook) : Outcome;

    /// <summary>Work was begun, or something else must become ready first; it needs time and no person.</summary>
    /// <param name="Reason">Reason of the condition, in CamelCase.</param>
    /// <param name="Message">One sentence for people; the same text for the same state, without request ids or times.</param>
    /// <param name="NextLook">Time until the next look.</param>
    public sealed record Progressing(string Reason, string Message, TimeSpan NextLook) : Outcome;

    /// <summary>Refused for now.</summary>
    /// <param name="Reason">Reason of the condition, in CamelCase.</param>
    /// <param name="Message">One sentence for people; the same text for the same state, without request ids or times.</param>
    /// <param name="NextLook">The delay that the other side named; null: the back-off of the queue.</param>
    public sealed record Failing(string Reason, string Message, TimeSpan? NextLook) : Outcome;

    /// <summary>Only a change by a person can help.</summary>
    /// <param name="Reason">Reason of the condition, in CamelCase.</param>
    /// <param name="Message">One sentence for people: what is wrong and what to do.</param>
    /// <param name="NextLook">Set where the cause may be mended outside the cluster; null: only a watch event wakes it.</param>
    public sealed record Stalled(string Reason, string Message, TimeSpan? NextLook) : Outcome;

    /// <summary>Name of the member, in lower case: the label of the metrics.</summary>
    public string Kind => this switch
    {
        Settled => "settled",
        Progressing => "progressing",
        Failing => "failing",
        Stalled => "stalled",
        _ => throw new InvalidOperationException($"No name for {GetType().Name}."),
    };
}
