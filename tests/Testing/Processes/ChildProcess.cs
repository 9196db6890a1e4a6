using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sonde.Testing.Processes;

/// <summary>A started program: its lines are kept, a line can be waited for, and it never outlives this object.</summary>
/// <remarks>Standard input stays open until <see cref="CloseInput"/> or dispose, so a program may end itself when its starter dies.</remarks>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int LinesInMessages = 30;
    private static readonly TimeSpan s_endAfterKill = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string _command;
    private readonly Lock _gate = new();
    private readonly List<ProcessLine> _lines = [];
    private readonly List<LineWaiter> _waiters = [];
    private readonly TaskCompletionSource _outputClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openStreams = 2;

    private ChildProcess(Process process, string command)
    {
        _process = process;
        _command = command;
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>It has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code (128 + n when signal n ended it). Throws while it runs.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything written so far, both streams, in the order of arrival.</summary>
    public IReadOnlyList<ProcessLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>Standard output so far, as one text.</summary>
    public string Output => Text(isError: false);

    /// <summary>Standard error so far, as one text.</summary>
    public string Error => Text(isError: true);

    /// <summary>Starts a program.</summary>
    /// <exception cref="InvalidOperationException">The file is absent or cannot be run; the message names it.</exception>
    public static ChildProcess Start(ChildProcessStart start)
    {
        var process = new Process { StartInfo = InfoOf(start) };
        var child = new ChildProcess(process, start.ToString());
        process.OutputDataReceived += (_, e) => child.Receive(e.Data, isError: false);
        process.ErrorDataReceived += (_, e) => child.Receive(e.Data, isError: true);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            process.Dispose();
            throw new InvalidOperationException($"Cannot start {start.File}: {e.Message}", e);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end, with the text as its input.</summary>
    public static async Task<ProcessResult> RunAsync(ChildProcessStart start, string input, TimeSpan within, CancellationToken cancellation)
    {
        await using var child = Start(start);
        try
        {
            await child._process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            child.CloseInput();
        }
        catch (IOException)
        {
            // It ended without reading its input; its exit code tells why.
        }

        await child.WaitForExitAsync(within, cancellation);
        return new ProcessResult(start.ToString(), child.ExitCode, child.Output, child.Error);
    }

    /// <summary>The first line (written already, or still to come) that the predicate takes.</summary>
    /// <exception cref="TimeoutException">No such line in time.</exception>
    /// <exception cref="InvalidOperationException">The program ended first. Both messages carry its last lines.</exception>
    public async Task<string> WaitForLineAsync(string what, Func<string, bool> isIt, TimeSpan within, CancellationToken cancellation)
    {
        LineWaiter waiter;
        lock (_gate)
        {
            foreach (var line in _lines)
            {
                if (isIt(line.Text))
                    return line.Text;
            }

            waiter = new LineWaiter(isIt, new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
        }

        try
        {
            await Task.WhenAny(waiter.Line.Task, _outputClosed.Task).WaitAsync(within, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            throw Told(what, within);
        }

        if (!waiter.Line.Task.IsCompleted)
            throw new InvalidOperationException($"{_command} ended before {what}.{Environment.NewLine}{LastLines()}");
        return await waiter.Line.Task;
    }

    /// <summary>Waits for the end, all output read, and gives the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            await _process.WaitForExitAsync(cancellation).WaitAsync(within, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            throw Told("its end", within);
        }

        return _process.ExitCode;
    }

    /// <summary>Sends a signal to the process itself (not to its children). Nothing happens when it has ended.</summary>
    public void Send(UnixSignal signal)
    {
        if (!_process.HasExited)
            _ = SendSignal(_process.Id, (int)signal);
    }

    /// <summary>Ends it and all its descendants at once, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    /// <summary>Writes a line to its standard input.</summary>
    public Task WriteLineAsync(string line, CancellationToken cancellation) =>
        _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);

    /// <summary>Closes its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>The last lines it wrote, for a failure message.</summary>
    public string LastLines()
    {
        lock (_gate)
            return _lines.Count == 0 ? "(it wrote nothing)" : string.Join(Environment.NewLine, _lines.TakeLast(LinesInMessages).Select(l => l.Text));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Kill();
        // The end of the process itself, not of its output (as WaitForExitAsync has it): a stray grandchild may hold the pipes open.
        await Task.Run(() => _process.WaitForExit(s_endAfterKill));
        _process.Dispose();
    }

    private static ProcessStartInfo InfoOf(ChildProcessStart start)
    {
        var info = new ProcessStartInfo(start.File, start.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = start.WorkingFolder ?? "",
        };
        if (start.CleanEnvironment)
            info.Environment.Clear();
        foreach (var (name, value) in start.Environment)
        {
            if (value is null)
                info.Environment.Remove(name);
            else
                info.Environment[name] = value;
        }

        return info;
    }

    private void Receive(string? text, bool isError)
    {
        if (text is null)
        {
            if (Interlocked.Decrement(ref _openStreams) == 0)
                _outputClosed.TrySetResult();
            return;
        }

        lock (_gate)
        {
            _lines.Add(new ProcessLine(text, isError));
            foreach (var waiter in _waiters)
            {
                if (waiter.IsIt(text))
                    waiter.Line.TrySetResult(text);
            }
        }
    }

    private string Text(bool isError)
    {
        lock (_gate)
            return string.Join('\n', _lines.Where(l => l.IsError == isError).Select(l => l.Text));
    }

    private TimeoutException Told(string what, TimeSpan within) =>
        new($"{_command}: not within {within.TotalSeconds:0.#} s: {what}.{Environment.NewLine}{LastLines()}");

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);

    private sealed record LineWaiter(Func<string, bool> IsIt, TaskCompletionSource<string> Line);
}
