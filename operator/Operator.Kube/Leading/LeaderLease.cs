using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Runs work only while this replica holds the Lease.</summary>
/// <remarks>
/// The work's token is cancelled <see cref="LeaseOptions.RenewDeadline"/> after the last renewal *was asked for*. Another replica waits
/// <see cref="LeaseOptions.Duration"/> from when it *saw* that renewal, which is later, so the old leader has stopped before the new one begins, whatever their clocks say.
/// </remarks>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class LeaderLease(LeaseClient lease, LeaseOptions options, Heartbeats beats, TimeProvider clock, ILogger<LeaderLease> log) : ILeadership
{
    private static readonly TimeSpan s_releaseTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private bool _holds;
    private long _renewedAt;

    /// <inheritdoc/>
    /// <remarks>Asks the clock, not only the flag: a process that was suspended does not lead when it wakes.</remarks>
    public bool IsLeader
    {
        get
        {
            lock (_gate)
                return _holds && clock.GetElapsedTime(_renewedAt) < options.RenewDeadline;
        }
    }

    /// <summary>Campaigns, works, campaigns again, until cancelled. Releases the Lease at the end.</summary>
    /// <param name="work">One term. A new one begins only when the last one's task has ended.</param>
    /// <param name="cancellation">Stops for good.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            beats.Expect("lease", options.RenewDeadline * 2 + TimeSpan.FromMinutes(1));
            if (await TryHoldAsync(cancellation))
                await LeadAsync(work, cancellation);
            else
                await PauseAsync(cancellation);
        }
        beats.Done("lease");
    }

    [SuppressMessage("Reliability", "CA2025", Justification = "The renewals are awaited before the sources are disposed.")]
    private async Task LeadAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        log.LeadershipTaken(options.Identity);
        using var deposed = new CancellationTokenSource();
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deposed.Token);

        var renewing = RenewAsync(deposed, term.Token);
        try
        {
            await work(term.Token);
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested)
        {
            // The term ended.
        }
        finally
        {
            await deposed.CancelAsync();
            await renewing;
            await ResignAsync();
        }
        log.LeadershipEnded(options.Identity);
    }

    /// <summary>Renews until told to stop, or until the deadline passes without a renewal: then it deposes us.</summary>
    private async Task RenewAsync(CancellationTokenSource deposed, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Remaining(), clock);
        await using var onDeadline = deadline.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), deposed);
        while (!cancellation.IsCancellationRequested)
        {
            await PauseAsync(cancellation);
            if (cancellation.IsCancellationRequested)
                return;

            beats.Expect("lease", options.RenewDeadline * 2 + TimeSpan.FromMinutes(1));
            if (await TryHoldAsync(cancellation))
                deadline.CancelAfter(Remaining());
            else if (!HoldsStill())
                await deposed.CancelAsync();
        }
    }

    private bool HoldsStill()
    {
        lock (_gate)
            return _holds;
    }

    private TimeSpan Remaining()
    {
        lock (_gate)
        {
            var left = options.RenewDeadline - clock.GetElapsedTime(_renewedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>One try. A refusal ("another holds it") ends our leadership; no answer leaves it to the deadline.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever keeps the Lease from being renewed, the deadline decides.")]
    private async Task<bool> TryHoldAsync(CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.RenewDeadline / 2, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            var holds = await lease.TryHoldAsync(either.Token);
            lock (_gate)
                (_holds, _renewedAt) = (holds, holds ? asked : _renewedAt);
            return holds;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (KubeApiException e) when (e.Status is HttpStatusCode.Conflict)
        {
            return false;   // somebody wrote the Lease between our read and our write; the next try reads who holds it
        }
        catch (Exception e)
        {
            log.LeaseUnreachable(options.Name, e.Message);
            return false;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A Lease that cannot be released runs out by itself.")]
    private async Task ResignAsync()
    {
        lock (_gate)
            _holds = false;
        // Not the program's token: it is cancelled by now, and the release is what makes the hand-over quick.
        using var timeout = new CancellationTokenSource(s_releaseTimeout, clock);
        try
        {
            await lease.ReleaseAsync(timeout.Token);
        }
        catch (Exception e)
        {
            log.LeaseUnreachable(options.Name, e.Message);
        }
    }

    private async Task PauseAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Backoff.Spread(options.RetryPeriod, 0.1, Random.Shared.NextDouble()), clock, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The caller looks at its token.
        }
    }
}
