namespace Sonde.Conformance.Journals;

/// <summary>One difference that may be, with the reason why it is none in meaning or is ours by design. It must occur, else it does not belong here.</summary>
internal sealed record Tolerance(string Service, string Name, string Reason)
{
    /// <summary>What is left of a call of the SDK; null: the call is passed over.</summary>
    public Func<Call, Call?> Theirs { get; init; } = call => call;

    /// <summary>What is left of a call of our clients; null: the call is passed over.</summary>
    public Func<Call, Call?> Ours { get; init; } = call => call;

    /// <summary>Calls that may follow themselves any number of times.</summary>
    public Func<Call, bool> Repeats { get; init; } = _ => false;

    /// <inheritdoc/>
    public override string ToString() => $"{Service}: {Name}";
}
