using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sonde.Testing;

/// <summary>
/// Knows when the code under test has done all it can and only waits: for a timer, an answer, or the test. A clock that is moved
/// before that runs away from a loop that has not yet set its timer, and the slower the machine the further.
/// </summary>
/// <remarks>
/// The thread pool itself is asked, so that no pause has to be guessed: nothing queued, no worker busy. That holds for code without
/// sockets and files in flight, in a collection that runs beside no other (<c>DisableParallelization</c>), and without the runner's
/// <c>-longRunning</c>, whose watch holds a worker for as long as tests run.
/// </remarks>
public static class Quiet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly BlockingCollection<TaskCompletionSource> s_waiting = [];

    static Quiet() => new Thread(Watch) { IsBackground = true, Name = "Quiet" }.Start();

    /// <summary>Ends once no work is queued or running on the thread pool.</summary>
    /// <exception cref="TimeoutException">A minute of real time was not enough: something works without end.</exception>
    public static Task ReachedAsync()
    {
        // The caller, too, works on the pool until it waits for this; and it must not go on upon the watching thread.
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        s_waiting.Add(reached);
        return reached.Task;
    }

    private static void Watch()
    {
        foreach (var reached in s_waiting.GetConsumingEnumerable())
        {
            var begin = Stopwatch.GetTimestamp();
            var spin = default(SpinWait);
            // Soon asleep: on a machine with one busy core a watcher that spins is in the way of what it waits for.
            while (!IsQuiet() && Stopwatch.GetElapsedTime(begin) < s_patience)
                spin.SpinOnce(sleep1Threshold: 12);

            if (IsQuiet())
                reached.SetResult();
            else
                reached.SetException(new TimeoutException($"Never quiet in {s_patience.TotalSeconds} s: {Busy()} workers at work, {ThreadPool.PendingWorkItemCount} tasks queued."));
        }
    }

    /// <summary>Twice the same, with nothing completed in between: what one look could miss on its way from the queue to a worker, the other sees.</summary>
    private static bool IsQuiet()
    {
        var completed = ThreadPool.CompletedWorkItemCount;
        return IsIdle() && IsIdle() && ThreadPool.CompletedWorkItemCount == completed;
    }

    private static bool IsIdle() => ThreadPool.PendingWorkItemCount == 0 && Busy() == 0;

    private static int Busy()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
    }
}
