using System.Runtime.InteropServices;
using Sonde.Agent.Cli;

namespace Sonde.Agent.Parent;

/// <summary>The engine as our child. Standard input, output and error are simply inherited; signals begin at their defaults.</summary>
/// <remarks>
/// It leads a process group of its own: Ctrl-C at a terminal reaches it once, by us, and not twice. Where the terminal was ours it becomes the engine's.
/// A thread waits for children, since we may be process 1, to whom every orphan of the container comes.
/// </remarks>
internal sealed class EngineProcess
{
    private const int StandardInput = 0;
    private const int StackOfWaiter = 128 << 10;

    private readonly int _id;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasEnded;

    private EngineProcess(int id) => _id = id;

    /// <summary>Its exit code once it has ended: its own, or 128 + n where signal n ended it.</summary>
    public Task<int> Exit => _exit.Task;

    /// <summary>Executes the command.</summary>
    /// <exception cref="ProgramStartException">It is not found or cannot be executed.</exception>
    public static unsafe EngineProcess Start(IReadOnlyList<string> command)
    {
        var hadTerminal = Libc.ForegroundGroup(StandardInput) == Libc.ProcessGroup();
        var engine = new EngineProcess(ChildSpawn.Execute(command, actions: null));
        if (hadTerminal)
            _ = Libc.SetForegroundGroup(StandardInput, engine._id);
        new Thread(engine.WaitForChildren, StackOfWaiter) { IsBackground = true, Name = "children" }.Start();
        return engine;
    }

    /// <summary>Sends it a signal, unless it has ended: its number may be another's by then.</summary>
    public void Send(int signal)
    {
        lock (_lock)
        {
            if (!_hasEnded)
                _ = Libc.Kill(_id, signal);
        }
    }

    private void WaitForChildren()
    {
        while (!_hasEnded)
        {
            if (NextEnded() is not { } child)
                break;
            lock (_lock)
            {
                // Only now is the number free for others: no signal of ours may be under way to it.
                _hasEnded |= child == _id;
                if (Libc.WaitFor(child, out var status, 0) == _id)
                    _exit.TrySetResult(CodeOf(status));
            }
        }

        // Without a child there is no engine; who waits must not wait for ever.
        _exit.TrySetResult(ExitCode.Broken);
    }

    /// <summary>A child that has ended and is not reaped yet; null where there is no child.</summary>
    private static unsafe int? NextEnded()
    {
        const int ProcessField = 16;
        var info = stackalloc byte[Libc.RoomForAny];
        while (Libc.WaitForAny(Libc.AnyChild, 0, info, Libc.EndedButLeft) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
                return null;
        }

        return *(int*)(info + ProcessField);
    }

    private static int CodeOf(int status)
    {
        const int SignalBits = 0x7f;
        return (status & SignalBits) is not 0 and var signal ? ExitCode.BySignal + signal : (status >> 8) & 0xff;
    }
}
