using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sonde.Agent.Parent;

namespace Sonde.Agent.Machine;

/// <summary>Runs a program for what it prints, within a time: it, and whatever it started, is killed when the time is over.</summary>
/// <remarks>By the same calls as the engine: in the start modes with a command, another thread reaps every child, so its exit code may be lost and is not asked for.</remarks>
internal sealed class BoundedProgram
{
    private const int LongestOutput = 64 << 10;
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const string Nothing = "/dev/null";

    private readonly Lock _lock = new();
    private readonly int _id;
    private readonly SafeFileHandle _output;
    private bool _hasEnded;

    private BoundedProgram(int id, SafeFileHandle output)
    {
        _id = id;
        _output = output;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="command">Path of the program, and its arguments.</param>
    /// <param name="cancellation">Kills it; what it printed until then is given once it has ended. In a driver that hangs it may not end for long.</param>
    /// <returns>The first 64 kB of its standard output.</returns>
    /// <exception cref="ProgramStartException">It cannot be executed.</exception>
    /// <exception cref="IOException">There is no pipe to be had.</exception>
    public static async Task<string> OutputAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var program = Start(command);
        await using var end = cancellation.Register(program.Kill);
        // A pipe is read by a thread that waits: a fraction of a second, once in many.
        return await Task.Run(program.ReadToEnd, CancellationToken.None);
    }

    private static unsafe BoundedProgram Start(IReadOnlyList<string> command)
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExecute) != 0)
            throw new IOException("No pipe for a program's output.");

        SafeFileHandle read = new(ends[0], ownsHandle: true);
        using SafeFileHandle write = new(ends[1], ownsHandle: true);
        try
        {
            return new BoundedProgram(Spawn(command, ends[1]), read);
        }
        catch (ProgramStartException)
        {
            read.Dispose();
            throw;
        }
    }

    private static unsafe int Spawn(IReadOnlyList<string> command, int output)
    {
        var actions = stackalloc byte[Libc.RoomForAny];
        _ = Libc.InitActions(actions);
        _ = Libc.AddOpen(actions, StandardInput, Nothing, Libc.ReadOnly, 0);
        _ = Libc.AddDuplicate(actions, output, StandardOutput);
        _ = Libc.AddOpen(actions, StandardError, Nothing, Libc.WriteOnly, 0);
        try
        {
            return ChildSpawn.Execute(command, actions);
        }
        finally
        {
            _ = Libc.DestroyActions(actions);
        }
    }

    private void Kill()
    {
        lock (_lock)
        {
            if (!_hasEnded)
                _ = Libc.Kill(-_id, Libc.KillSignal);
        }
    }

    private string ReadToEnd()
    {
        using FileStream output = new(_output, FileAccess.Read, bufferSize: 0);
        var buffer = new byte[LongestOutput];
        var held = output.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        WaitForEnd();
        return Encoding.UTF8.GetString(buffer, 0, held);
    }

    private unsafe void WaitForEnd()
    {
        // Looked at first and let go of under the lock: its number is another's after that, and must not be killed.
        var info = stackalloc byte[Libc.RoomForAny];
        while (Libc.WaitForAny(Libc.OneChild, _id, info, Libc.EndedButLeft) != 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
        {
        }

        lock (_lock)
        {
            _hasEnded = true;
            _ = Libc.WaitFor(_id, out _, 0);
        }
    }
}
