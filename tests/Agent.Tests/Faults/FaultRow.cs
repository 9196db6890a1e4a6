namespace Sonde.Agent.Tests.Faults;

/// <summary>A row of the table.</summary>
/// <param name="Fault">What happens.</param>
/// <param name="Peers">What others did.</param>
/// <param name="Run">Makes it happen.</param>
internal sealed record FaultRow(string Fault, PeerFigures Peers, Func<CancellationToken, Task<FaultOutcome>> Run)
{
    private static readonly FaultPace s_twenty = FaultPace.Long(20);

    // Ten minutes are 400,000 samples: twice what memory holds.
    private const string Spool = "{spool: {directory: $folder/spool}}";

    /// <summary>Every fault, the longest first.</summary>
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("receiver down 10 min, spool on", PeerFigures.None, c => ReceiverFaults.DownAsync(FaultPace.Long(600), c, Spool)),
        new("receiver down 10 min, scrapes every 15 s, memory only", PeerFigures.None, c => ReceiverFaults.DownAsync(FaultPace.Long(600, 15), c)),
        new("receiver down 30 s", PeerFigures.Down, c => ReceiverFaults.DownAsync(FaultPace.Long(30), c)),
        new("429 with `Retry-After: 5`, 20 s", PeerFigures.TooMany, c => ReceiverFaults.FailsAsync(s_twenty, FaultReceiver.Refuse(429, "5"), c)),
        new("500, 20 s", PeerFigures.ServerError, c => ReceiverFaults.FailsAsync(s_twenty, FaultReceiver.Refuse(500), c)),
        new("400, 20 s", PeerFigures.BadRequest, c => ReceiverFaults.RefusesAsync(s_twenty, 400, c)),
        new("413 above 200 series, 20 s", PeerFigures.None, c => ReceiverFaults.TooLargeAsync(s_twenty, c)),
        new("415 to remote write 2.0", PeerFigures.None, c => ReceiverFaults.UnsupportedAsync(s_twenty, c)),
        new("no answer at all, 20 s", PeerFigures.None, c => ReceiverFaults.FailsAsync(s_twenty, FaultReceiver.Hang, c)),
        new("connections reset, 20 s", PeerFigures.None, c => ReceiverFaults.FailsAsync(s_twenty, FaultReceiver.Reset, c)),
        new("500 with half a body, 20 s", PeerFigures.None, c => ReceiverFaults.FailsAsync(s_twenty, FaultReceiver.HalfBody, c)),
        new("SIGTERM with 4 scrapes unsent, receiver well again", PeerFigures.TerminatedWithUnsent, c => ProcessFaults.TerminatedWithUnsentAsync(FaultPace.Long(4), c)),
        new("SIGTERM, receiver down", PeerFigures.TerminatedWithoutReceiver, c => ProcessFaults.TerminatedWithoutReceiverAsync(FaultPace.Long(4), hangs: false, c)),
        new("SIGTERM, receiver hangs", PeerFigures.None, c => ProcessFaults.TerminatedWithoutReceiverAsync(FaultPace.Long(4), hangs: true, c)),
        new("SIGSTOP 20 s, SIGCONT", PeerFigures.Stopped, c => ProcessFaults.StoppedAsync(s_twenty, c)),
        new("engine away 8 s", PeerFigures.EngineDies, c => ProcessFaults.EngineDiesAsync(FaultPace.Long(8), c)),
        new("kill -9 after 10 s without receiver, spool on", PeerFigures.None, c => ProcessFaults.KilledAsync(FaultPace.Long(10), c)),
        new("disk full (64 KB), receiver down 30 s, spool on", PeerFigures.None, c => ProcessFaults.DiskFullAsync(FaultPace.Long(30), c)),
        new("spool in a folder that cannot be written", PeerFigures.None, c => ProcessFaults.NoDiskAsync(FaultPace.Long(1), c)),
    ];
}
