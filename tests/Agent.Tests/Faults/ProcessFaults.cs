using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Faults;

/// <summary>Scenarios in which the agent, its engine or its disk fails.</summary>
internal static class ProcessFaults
{
    /// <summary>SIGTERM while samples wait and the receiver has just come back.</summary>
    public static async Task<FaultOutcome> TerminatedWithUnsentAsync(FaultPace pace, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation);
        await world.Receiver.GoAsync();
        await world.FaultAsync();
        await world.Receiver.ComeAsync(cancellation);
        var (code, seconds) = await world.TerminateAsync();

        var scrapes = world.Page.Scrapes;
        var missing = world.Ledger.Missing(scrapes, world.Page.Series);
        var (ended, all) = world.Ledger.Ends();
        return FaultOutcome.Of(
            $"exit {code} after {seconds:0.00} s, {ReceiverFaults.Lost(missing, world.Page.Series)}, newest scrape included, {ReceiverFaults.Order(world.Ledger)}; {ended} of {all} series end with a stale marker",
            (code == 0, "exit code 0"),
            (seconds < 5, "within 5 s"),
            (missing <= 0, "everything is sent, the newest scrape included"),
            (world.Ledger.OutOfOrder == 0, "in order"),
            (ended == all, "stale markers last"));
    }

    /// <summary>SIGTERM while the receiver is away, or hangs.</summary>
    public static async Task<FaultOutcome> TerminatedWithoutReceiverAsync(FaultPace pace, bool hangs, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation);
        if (hangs)
            world.Receiver.Answer = FaultReceiver.Hang;
        else
            await world.Receiver.GoAsync();
        await world.FaultAsync();
        var (code, seconds) = await world.TerminateAsync();
        return FaultOutcome.Of(
            $"exit {code} after {seconds:0.0} s, the loss is counted and told",
            (code == 0, "exit code 0"),
            (seconds < 6, "5 s at most, and one for a busy machine"),
            (world.LogLines("were given up at the stop") == 1, "the loss is told"));
    }

    /// <summary>SIGSTOP, SIGCONT.</summary>
    public static async Task<FaultOutcome> StoppedAsync(FaultPace pace, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation);
        world.Agent.Send(UnixSignal.Stop);
        await world.FaultAsync();
        var before = world.Page.Scrapes;
        world.Agent.Send(UnixSignal.Continue);
        var well = FaultWorld.Clock.GetUtcNow();
        await world.UntilAsync("a scrape", () => world.Page.Scrapes > before);
        var first = (FaultWorld.Clock.GetUtcNow() - well).TotalSeconds;
        await world.PauseAsync(pace.Interval.TotalSeconds * 3);
        var burst = world.Page.Scrapes - before;
        var outcome = await ReceiverFaults.RecoveredAsync(world, well);
        var times = world.Ledger.Of("fault_series").Select(s => s.TimestampMilliseconds).ToList();
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).Count(gap => gap > pace.Fault.TotalMilliseconds / 2);
        return outcome with
        {
            Measured = $"scrape {first:0.0} s after, {gaps} gap, no burst, {world.Ledger.Markers()} stale markers, {outcome.Measured}",
            Broken = [.. outcome.Broken, .. FaultOutcome.Of("", (gaps == 1, "one gap"), (burst <= 6, "no burst"), (first <= pace.Interval.TotalSeconds + 1, "a scrape within an interval")).Broken],
        };
    }

    /// <summary>The engine dies and comes back.</summary>
    public static async Task<FaultOutcome> EngineDiesAsync(FaultPace pace, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation);
        world.Page.IsDead = true;
        await world.FaultAsync();
        var markers = world.Ledger.Markers();
        world.Page.IsDead = false;
        await world.UntilAsync("up", () => world.Ledger.Of("up")[^1].Value > 0);
        var outcome = await ReceiverFaults.RecoveredAsync(world, FaultWorld.Clock.GetUtcNow());
        var down = world.Ledger.Of("up").Count(s => s.Value == 0);
        return outcome with
        {
            Measured = $"up 0 ×{down}, {markers} stale markers at the first failure; {outcome.Measured}",
            Broken = [.. outcome.Broken, .. FaultOutcome.Of("", (down > 0, "up 0"), (markers == world.Page.Series, "one stale marker for each series"), (!world.Agent.HasExited, "the agent lives")).Broken],
        };
    }

    /// <summary>kill -9 while the receiver is away, with a spool; another process takes over.</summary>
    public static async Task<FaultOutcome> KilledAsync(FaultPace pace, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation, extras: "{spool: {directory: $folder/spool}}");
        await world.Receiver.GoAsync();
        await world.FaultAsync();
        var scrapes = world.Page.Scrapes;
        await world.UntilAsync("the scrape of this moment on disk", () => SpoolCopy.Values(Path.Combine(world.Folder, "spool"), world.Receiver.Url).Count(value => value.Equals(scrapes)) >= world.Page.Series);
        world.Agent.Kill();
        await world.Agent.DisposeAsync();

        await world.Receiver.ComeAsync(cancellation);
        await world.StartAgentAsync();
        var outcome = await ReceiverFaults.RecoveredAsync(world, FaultWorld.Clock.GetUtcNow());
        var lost = world.Ledger.MissingScrapes(scrapes);
        return outcome with
        {
            Measured = $"of what was scraped before the kill {(lost.Count == 0 ? "nothing" : $"{lost.Count} scrapes")} lost; {outcome.Measured}",
            Broken = FaultOutcome.Of("", (lost.Count == 0, "nothing is lost"), (world.Ledger.OutOfOrder == 0, "in order"), (world.LogLines("of an earlier process are sent first") == 1, "told")).Broken,
        };
    }

    /// <summary>The spool's file system is full while the receiver is away.</summary>
    public static async Task<FaultOutcome> DiskFullAsync(FaultPace pace, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation, extras: "{spool: {directory: /small}}");
        await world.Agent.DisposeAsync();   // it had no such folder; once more with a file system of 64 KB there
        await world.StartAgentAsync([await Tool.Bubblewrap.PathAsync(cancellation), "--dev-bind", "/", "/", "--size", "65536", "--tmpfs", "/small", "--die-with-parent"]);
        var before = world.Ledger.Samples;
        await world.UntilAsync("delivery", () => world.Ledger.Samples > before);
        await world.Receiver.GoAsync();
        await world.FaultAsync();
        await world.Receiver.ComeAsync(cancellation);
        var outcome = await ReceiverFaults.RecoveredAsync(world, FaultWorld.Clock.GetUtcNow());
        var lines = world.LogLines("does not take what is written");
        return outcome with
        {
            Measured = $"{lines} log line, memory instead: {outcome.Measured}",
            Broken = [.. outcome.Broken, .. lines == 1 ? Array.Empty<string>() : ["one log line"]],
        };
    }

    /// <summary>A spool where nothing can be written.</summary>
    public static async Task<FaultOutcome> NoDiskAsync(FaultPace pace, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation, extras: "{spool: {directory: /proc/spool}}");
        var told = world.LogLines("/proc/spool cannot be used for prometheusremotewrite");
        var outcome = await ReceiverFaults.RecoveredAsync(world, FaultWorld.Clock.GetUtcNow());
        return outcome with { Measured = $"told at the start, memory instead: {outcome.Measured}", Broken = [.. outcome.Broken, .. told == 1 ? Array.Empty<string>() : ["told at the start"]] };
    }
}
