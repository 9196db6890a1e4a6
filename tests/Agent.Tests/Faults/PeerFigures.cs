namespace Sonde.Agent.Tests.Faults;

/// <summary>What other agents did under the same faults, as measured once on the same kind of machine: 1 s scrapes of a page of 661 series, the fault 12 s after the start.</summary>
/// <param name="Vmagent">vmagent 1.145.</param>
/// <param name="Prometheus">Prometheus 3.5.3 in agent mode.</param>
/// <param name="Collector">A minimal OpenTelemetry Collector 0.156.</param>
/// <param name="FluentBit">Fluent Bit 5.1.1.</param>
internal sealed record PeerFigures(string Vmagent, string Prometheus, string Collector, string FluentBit)
{
    private const string NotMeasured = "not measured";

    public static PeerFigures None { get; } = new(NotMeasured, NotMeasured, NotMeasured, NotMeasured);

    public static PeerFigures Down { get; } = new(
        "nothing lost; 668 samples out of order; last arrives 3 s after",
        "nothing lost, in order, within 1 s",
        "**5 scrapes lost**, rest in order",
        "nothing lost; 19,169 samples out of order, up to 27 s after");

    public static PeerFigures TooMany { get; } = new(
        "nothing lost; 1,336 samples out of order", "**all 20 s lost**", "**all 20 s lost**", "1 scrape missing; 11,898 samples out of order");

    public static PeerFigures ServerError { get; } = new(
        "nothing lost; 668 samples out of order; last one 13 s after", "nothing lost, in order", "**3 scrapes lost**; 386 requests in 20 s", "nothing lost; 13,220 samples out of order");

    public static PeerFigures BadRequest { get; } = new("20 s lost, no retry", "20 s lost, no retry", "20 s lost, no retry", "20 s lost, no retry");

    public static PeerFigures TerminatedWithUnsent { get; } = new(
        "exit in 0.01 s, **pending ones not sent**; no stale markers", "all sent, exit 0.11 s; no stale markers", "all sent, exit 0.11 s; no stale markers", "all sent, exit 0.9 s, out of order; no stale markers");

    public static PeerFigures TerminatedWithoutReceiver { get; } = new(
        "exit 0.01 s, data on disk", "**exit after 60 s**, then lost", "exit after 16.4 s, lost", "exit after 4.4 s, lost");

    public static PeerFigures Stopped { get; } = new(
        "one gap, no burst; the scrape just before arrives 20 s late", "one gap, no burst; one late batch", "one gap, no burst", "one gap, no burst; no `up` at all");

    public static PeerFigures EngineDies { get; } = new(
        "up 0 ×8, 661 stale markers", "up 0 ×8, 661 stale markers", "up 0 ×8, 576 stale markers", "**silent gap**: no up, no stale markers");

    public override string ToString() => string.Join(" | ", Vmagent, Prometheus, Collector, FluentBit);
}
