using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>Starts processes from one thread that lives as long as the host.</summary>
/// <remarks>
/// <c>bwrap --die-with-parent</c> dies with the *thread* that started it (PR_SET_PDEATHSIG), and threads of the pool come and go.
/// </remarks>
internal sealed class LauncherThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    private readonly Thread _thread;

    public LauncherThread()
    {
        _thread = new(Run) { IsBackground = true, Name = "instance launcher" };
        _thread.Start();
    }

    /// <summary>Starts the process there.</summary>
    public Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        foreach (var start in _work.GetConsumingEnumerable())
            start();
    }
}
