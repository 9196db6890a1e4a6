using Sonde.Agent.Tests.Net;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published;

/// <summary>A root folder that holds the agent, its config and what a test adds, and nothing else: no libc, no loader, no shell, no /proc, no /dev.</summary>
/// <remarks>
/// Two sandboxes: the outer one is a network of its own with relays to the Unix sockets of the test (ports below 1024 are free there),
/// the inner one is the empty root.
/// </remarks>
internal sealed class EmptyRoot : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<UnixRelay> _relays = [];
    private readonly List<string> _listeners = [];
    private readonly List<string> _binds = [];
    private readonly List<string> _variables = [];

    /// <summary>A file in the root.</summary>
    public void Add(string path, string text) => _binds.Add($"--ro-bind {_folder.Write(path.TrimStart('/').Replace('/', '-'), text)} {path}");

    public void Set(string name, string value) => _variables.Add($"--setenv {name} {value}");

    /// <summary>Nothing can be written anywhere; there is no /tmp but what is said.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>A port inside that leads to a port of this machine.</summary>
    public void Relay(int inside, int outside)
    {
        var socket = _folder.File($"{inside}.sock");
        _relays.Add(UnixRelay.ToPort(socket, outside));
        _listeners.Add($"socat TCP-LISTEN:{inside},fork,reuseaddr UNIX-CONNECT:{socket} &");
    }

    /// <summary>A name server on port 53 inside.</summary>
    public void NameServer(DnsServer server)
    {
        var socket = _folder.File("dns.sock");
        _relays.Add(new UnixRelay(socket, server.ServeRawAsync));
        _listeners.Add($"socat UDP4-LISTEN:53,fork,reuseaddr UNIX-CONNECT:{socket} &");
    }

    public async Task<ChildProcess> StartAsync(string arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (bwrap, socat) = (await Tool.Bubblewrap.PathAsync(cancellation), await Tool.Socat.PathAsync(cancellation));
        var listeners = string.Join('\n', _listeners).Replace("socat ", socat + " ", StringComparison.Ordinal);
        var inner = $"{bwrap} --unshare-pid --die-with-parent --clearenv {string.Join(' ', _variables)} --ro-bind {await PublishedAgent.FileAsync()} /sonde-agent {string.Join(' ', _binds)} {(IsReadOnly ? "--dir /tmp --remount-ro /" : "")} -- /sonde-agent {arguments}";
        var script = _folder.Write("inside.sh", $"set -e\n{listeners}\nexec {inner}\n");
        return ChildProcess.Start(new ChildProcessStart(bwrap,
            "--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "ALL", "--unshare-net", "--unshare-pid", "--die-with-parent",
            "--bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--", "/bin/sh", script));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays)
            await relay.DisposeAsync();
        _folder.Dispose();
    }
}
