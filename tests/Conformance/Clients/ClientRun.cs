namespace Sonde.Conformance.Clients;

/// <summary>The scenario of one script, done by our clients with a lasting key or with credentials of STS.</summary>
/// <param name="Service">The service it speaks to, as the journal names it.</param>
/// <param name="Steps">How many steps it must report.</param>
public sealed record ClientRun(string Service, bool WithSession, int Steps)
{
    /// <summary>Fewer steps than the scripts: what our clients have no call for is in <see cref="Journals.NotOurs"/>.</summary>
    public static IReadOnlyList<ClientRun> All { get; } =
    [
        .. Twice("fc", 50),
        .. Twice("arms", 28),
        .. Twice("oss", 29),
        new("sts", false, 6),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{Service}{(WithSession ? " --sts" : "")}";

    private static ClientRun[] Twice(string service, int steps) => [new(service, false, steps), new(service, true, steps)];
}
