namespace Sonde.Agent.Tests.Faults;

/// <summary>The published agent when it, its engine or its disk fails.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class ProcessFaultTests
{
    private static readonly FaultPace s_short = FaultPace.Short;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Spec("2.10 400, 401, 404")]
    public async Task Case_24_what_is_refused_for_good_is_not_repeated_and_nobody_is_hammered() => (await ReceiverFaults.RefusesAsync(s_short, 400, Cancellation)).MustBeMet();

    [Fact]
    [Spec("7 1 SIGTERM with unsent data")]
    public async Task Case_32_what_waits_at_the_stop_is_sent() => (await ProcessFaults.TerminatedWithUnsentAsync(s_short, Cancellation)).MustBeMet();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Spec("7 1 SIGTERM with unsent data")]
    public async Task Case_32_a_receiver_that_is_away_does_not_hold_the_stop(bool hangs) => (await ProcessFaults.TerminatedWithoutReceiverAsync(s_short, hangs, Cancellation)).MustBeMet();

    [Fact]
    public async Task An_engine_that_dies_and_returns_has_ends_and_a_new_beginning() => (await ProcessFaults.EngineDiesAsync(s_short, Cancellation)).MustBeMet();

    [Fact]
    public async Task A_killed_agent_leaves_all_that_was_not_taken_to_the_next() => (await ProcessFaults.KilledAsync(s_short, Cancellation)).MustBeMet();

    [Fact]
    public async Task A_full_disk_costs_one_log_line() => (await ProcessFaults.DiskFullAsync(s_short, Cancellation)).MustBeMet();

    [Fact]
    public async Task A_disk_that_cannot_be_written_is_told_at_the_start() => (await ProcessFaults.NoDiskAsync(s_short, Cancellation)).MustBeMet();
}
