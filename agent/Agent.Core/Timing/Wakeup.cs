namespace Sonde.Agent.Core.Timing;

/// <summary>Lets one loop wait for a time to pass or for somebody to wake it, whichever comes first. A call between two waits is remembered.</summary>
internal sealed class Wakeup
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<bool>? _waiter;
    private bool _isRaised;

    public void Raise()
    {
        lock (_lock)
        {
            if (_waiter is null || !_waiter.TrySetResult(true))
                _isRaised = true;
        }
    }

    /// <summary>Waits.</summary>
    /// <param name="delay">Longest wait; infinite for none.</param>
    /// <param name="clock">Measures the wait.</param>
    /// <param name="cancellation">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>True when woken, false when the time has passed.</returns>
    public async Task<bool> WaitAsync(TimeSpan delay, TimeProvider clock, CancellationToken cancellation)
    {
        TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_isRaised)
            {
                _isRaised = false;
                return true;
            }

            _waiter = done;
        }

        await using var timer = clock.CreateTimer(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), done, delay, Timeout.InfiniteTimeSpan);
        await using var registration = cancellation.Register(() => done.TrySetCanceled(cancellation));
        return await done.Task;
    }
}
