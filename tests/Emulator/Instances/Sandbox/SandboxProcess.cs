using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>One running sandbox: started, frozen, thawed, ended.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);
    private readonly SandboxPlan _plan;
    private readonly TimeProvider _time;
    private readonly Process _process;
    private ProcessTree _tree = new(0);

    private SandboxProcess(SandboxPlan plan, InstanceTools tools, TimeProvider time)
    {
        _plan = plan;
        _time = time;
        var start = new ProcessStartInfo(tools.Bubblewrap, SandboxCommand.Arguments(plan, tools))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        foreach (var (name, value) in plan.Environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Log.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Log.Add(line.Data);
    }

    /// <summary>What its processes wrote to stdout and stderr.</summary>
    public LogRing Log { get; } = new();

    /// <summary>Ends when the main process ends, with its exit code.</summary>
    public Task<int> Exited { get; private set; } = Task.FromResult(0);

    /// <summary>Host path of the socket for requests.</summary>
    public string InSocket => Path.Combine(_plan.RunDirectory, StartScript.InSocket);

    /// <summary>All processes inside: id, parent and state as the host sees them.</summary>
    public IReadOnlyList<(int Id, int Parent, char State)> Processes => _tree.List();

    /// <summary>Writes the scripts and starts the sandbox.</summary>
    public static async Task<SandboxProcess> StartAsync(SandboxPlan plan, InstanceTools tools, LauncherThread launcher, TimeProvider time, CancellationToken cancellation)
    {
        Directory.CreateDirectory(plan.RunDirectory);
        EtcFiles.Write(plan);
        await File.WriteAllTextAsync(Path.Combine(plan.RunDirectory, "start.sh"), StartScript.Start(plan, tools.Socat), cancellation);
        if (plan.Initializer.Count > 0)
            await File.WriteAllTextAsync(Path.Combine(plan.RunDirectory, "init.sh"), StartScript.Initializer(plan), cancellation);

        var sandbox = new SandboxProcess(plan, tools, time);
        await launcher.StartAsync(sandbox._process);
        sandbox._process.StandardInput.Close();
        sandbox._process.BeginOutputReadLine();
        sandbox._process.BeginErrorReadLine();
        sandbox.Exited = sandbox.WaitAsync();
        while (ProcessTree.ChildOf(sandbox._process.Id) is null && !sandbox.Exited.IsCompleted)
            await Task.Delay(s_look, time, CancellationToken.None);
        sandbox._tree = new(ProcessTree.ChildOf(sandbox._process.Id) ?? 0);
        return sandbox;
    }

    /// <summary>How the declared port is served inside.</summary>
    public Listening Look() => _process.HasExited || ProcessTree.ChildOf(_process.Id) is not { } first ? Listening.Nowhere : ListeningPorts.Look(first, _plan.Port);

    /// <summary>Opens a connection to the server inside.</summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellation) => await ConnectAsync(InSocket, cancellation);

    /// <summary>Runs the initializer command inside and returns its exit code.</summary>
    public async Task<int> RunInitializerAsync(CancellationToken cancellation)
    {
        var socket = Path.Combine(_plan.RunDirectory, StartScript.InitializerSocket);
        while (!File.Exists(socket))
            await Task.Delay(s_look, _time, cancellation);
        using var reader = new StreamReader(await ConnectAsync(socket, cancellation), Encoding.ASCII);
        var answer = await reader.ReadToEndAsync(cancellation);
        return int.TryParse(answer.Trim(), out var code) ? code : -1;
    }

    /// <summary>Stops all processes inside.</summary>
    public bool Freeze() => _tree.Freeze();

    /// <summary>Lets all processes inside go on.</summary>
    public void Thaw() => _tree.Thaw();

    /// <summary>SIGTERM to the main process, SIGKILL to all that is left after <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        _tree.Thaw();
        if (_tree.Main() is { } main)
            Signals.Send(main, Signals.Term);
        try
        {
            await Exited.WaitAsync(grace, _time);
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
    }

    /// <summary>SIGKILL to all.</summary>
    public async Task KillAsync()
    {
        _tree.Kill();
        if (!_process.HasExited)
            Signals.Send(_process.Id, Signals.Kill);
        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        Directory.Delete(_plan.RunDirectory, recursive: true);
    }

    private static async Task<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
