using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Faults;

/// <summary>Scenarios in which the receiver fails.</summary>
internal static class ReceiverFaults
{
    /// <summary>Connections are refused.</summary>
    public static async Task<FaultOutcome> DownAsync(FaultPace pace, CancellationToken cancellation, string? extras = null)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation, extras: extras);
        await world.Receiver.GoAsync();
        await world.FaultAsync();
        await world.Receiver.ComeAsync(cancellation);
        return await RecoveredAsync(world, FaultWorld.Clock.GetUtcNow());
    }

    /// <summary>Refusals that may be repeated, hangs and broken connections.</summary>
    public static async Task<FaultOutcome> FailsAsync(FaultPace pace, Func<Microsoft.AspNetCore.Http.HttpContext, int, Task<int>> answer, CancellationToken cancellation, string exporter = "")
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation, exporter);
        return await RecoveredAsync(world, await world.FailAsync(answer));
    }

    /// <summary>A refusal for good.</summary>
    public static async Task<FaultOutcome> RefusesAsync(FaultPace pace, int status, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation);
        var begun = FaultWorld.Clock.GetUtcNow();
        var well = await world.FailAsync(FaultReceiver.Refuse(status));
        await world.PauseAsync(6);
        var scrapes = await world.CaughtUpAsync(withinSeconds: 0.1);

        var refused = world.Receiver.Requests.Where(r => r.Status == status).ToList();
        var most = refused.Count == 0 ? 0 : refused.Max(r => refused.Count(other => other.At >= r.At && other.At - r.At < TimeSpan.FromSeconds(8)));
        var missing = world.Ledger.MissingScrapes(scrapes - 1);
        var lostSeconds = missing.Count * pace.Interval.TotalSeconds;
        return FaultOutcome.Of(
            $"what was refused is lost ({missing.Count} scrapes in {(well - begun).TotalSeconds:0} s), no body twice, {most} requests in 8 s; rest in order",
            (most is 1 or 2, "at most 2 requests in 8 s"),
            (refused.Select(r => r.Hash).Distinct().Count() == refused.Count, "no refused body is repeated"),
            (lostSeconds <= (well - begun).TotalSeconds + 1, "nothing but what was refused is lost"),
            (world.Ledger.OutOfOrder == 0, "in order"),
            (world.Ledger.LastAt > well, "it goes on"));
    }

    /// <summary>Requests above a size are refused with 413.</summary>
    public static async Task<FaultOutcome> TooLargeAsync(FaultPace pace, CancellationToken cancellation)
    {
        await using var world = await FaultWorld.StartAsync(pace, cancellation);
        var well = await world.FailAsync((_, samples) => Task.FromResult(samples > 200 ? 413 : 204));
        var outcome = await RecoveredAsync(world, well);
        return outcome with { Measured = $"split until it fits ({world.Receiver.Requests.Count(r => r.Status == 413)} refusals): {outcome.Measured}" };
    }

    /// <summary>A receiver of 1.0 is sent 2.0.</summary>
    public static async Task<FaultOutcome> UnsupportedAsync(FaultPace pace, CancellationToken cancellation)
    {
        var refused = 0;
        Func<Microsoft.AspNetCore.Http.HttpContext, int, Task<int>> onlyOlder = (context, _) =>
        {
            var isV2 = context.Request.Headers.ContentType.ToString().Contains("v2", StringComparison.Ordinal);
            return Task.FromResult(isV2 && Interlocked.Increment(ref refused) > 0 ? 415 : 204);
        };
        await using var world = await FaultWorld.StartAsync(pace, cancellation, "protobuf_message: io.prometheus.write.v2.Request", answer: onlyOlder);
        await world.FaultAsync();
        var outcome = await RecoveredAsync(world, FaultWorld.Clock.GetUtcNow());
        return outcome with { Measured = $"the same samples go in 1.0 after {refused} refusal: {outcome.Measured}", Broken = [.. outcome.Broken, .. refused == 1 ? Array.Empty<string>() : ["one refusal is enough"]] };
    }

    /// <summary>All is well again: what is lost, what is out of order, and how long it took.</summary>
    public static async Task<FaultOutcome> RecoveredAsync(FaultWorld world, DateTimeOffset well)
    {
        var scrapes = await world.CaughtUpAsync();
        var missing = world.Ledger.Missing(scrapes, world.Page.Series);
        var after = (FaultWorld.Clock.GetUtcNow() - well).TotalSeconds;
        return FaultOutcome.Of(
            $"{Lost(missing, world.Page.Series)}, {Order(world.Ledger)}; all there {after:0.0} s after{Memory(world.Agent.Id)}",
            (missing <= 0, $"nothing is lost (missing scrapes: {string.Join(' ', world.Ledger.MissingScrapes(scrapes).Take(20))})"),
            (world.Ledger.OutOfOrder == 0, "in order"));
    }

    public static string Lost(long missing, int series) => missing <= 0 ? "nothing lost" : $"{(double)missing / series:0.#} scrapes lost";

    public static string Order(Ledger ledger) => ledger.OutOfOrder == 0 ? "in order" : $"{ledger.OutOfOrder} samples out of order";

    private static string Memory(int process)
    {
        // Where something is wrapped around the agent this would be the wrapper's.
        if (!File.ReadAllText($"/proc/{process}/comm").StartsWith("sonde-agent", StringComparison.Ordinal))
            return "";
        return $"; peak RSS {ProcessMemory.Peak(process):0} MB";
    }
}
