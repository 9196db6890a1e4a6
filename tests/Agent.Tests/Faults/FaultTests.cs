namespace Sonde.Agent.Tests.Faults;

/// <summary>The published agent under each fault, for a moment. <c>make faults</c> runs the same for as long as the peers were measured, and writes the table.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class FaultTests
{
    private static readonly FaultPace s_short = FaultPace.Short;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Spec("7 3 receiver down 30 s")]
    public async Task A_receiver_that_is_away_misses_nothing() => (await ReceiverFaults.DownAsync(s_short, Cancellation)).MustBeMet();

    [Fact]
    [Spec("7 3 receiver down 30 s")]
    public async Task A_receiver_that_is_away_misses_nothing_by_way_of_the_disk() =>
        (await ReceiverFaults.DownAsync(s_short, Cancellation, "{spool: {directory: $folder/spool}}")).MustBeMet();

    [Fact]
    [Spec("2.10 429")]
    public async Task Case_26_too_many_requests_lose_nothing() => (await ReceiverFaults.FailsAsync(s_short, FaultReceiver.Refuse(429, "1"), Cancellation)).MustBeMet();

    [Fact]
    [Spec("2.10 500, 502, 503, 504")]
    public async Task Case_25_a_server_error_loses_nothing() => (await ReceiverFaults.FailsAsync(s_short, FaultReceiver.Refuse(500), Cancellation)).MustBeMet();

    [Fact]
    [Spec("2.10 broken receivers")]
    public async Task A_receiver_that_hangs_misses_nothing() => (await ReceiverFaults.FailsAsync(s_short, FaultReceiver.Hang, Cancellation, "timeout: 1s")).MustBeMet();

    [Fact]
    [Spec("2.10 broken receivers")]
    public async Task Broken_connections_lose_nothing()
    {
        (await ReceiverFaults.FailsAsync(s_short, FaultReceiver.Reset, Cancellation)).MustBeMet();
        (await ReceiverFaults.FailsAsync(s_short, FaultReceiver.HalfBody, Cancellation)).MustBeMet();
    }

    [Fact]
    [Spec("2.10 413")]
    public async Task A_request_that_is_too_large_is_split_and_loses_nothing() => (await ReceiverFaults.TooLargeAsync(s_short, Cancellation)).MustBeMet();

    [Fact]
    public async Task A_receiver_of_the_older_protocol_misses_nothing() => (await ReceiverFaults.UnsupportedAsync(s_short, Cancellation)).MustBeMet();
}
