using System.Globalization;
using System.Text.RegularExpressions;
using k8s;
using Sonde.Testing.Processes;

namespace Sonde.Testing.Kubernetes;

/// <summary>A real Kubernetes API server on loopback with an empty etcd of its own, ready in about a second.</summary>
/// <remarks>When <c>SONDE_TEST_KUBECONFIG</c> names a kubeconfig, that cluster is used instead, and nothing is started or stopped.</remarks>
public sealed partial class ApiServer : IAsyncDisposable
{
    private const string ClusterVariable = "SONDE_TEST_KUBECONFIG";
    private static readonly TimeSpan s_startTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_stopTime = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder? _data;
    private ChildProcess? _process;
    private int _port;

    private ApiServer(TemporaryFolder? data, string kubeconfigPath)
    {
        _data = data;
        KubeconfigPath = kubeconfigPath;
    }

    /// <summary>The kubeconfig of an administrator.</summary>
    public string KubeconfigPath { get; }

    /// <summary>It is a cluster of somebody else: it cannot be stopped, and may hold other objects.</summary>
    public bool IsExternal => _data is null;

    /// <summary>Starts a server, or takes the cluster of <c>SONDE_TEST_KUBECONFIG</c>.</summary>
    public static async Task<ApiServer> StartAsync(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(ClusterVariable) is { Length: > 0 } kubeconfig)
        {
            return File.Exists(kubeconfig)
                ? new ApiServer(data: null, kubeconfig)
                : throw new InvalidOperationException($"{ClusterVariable} names {kubeconfig}, which does not exist. Name a kubeconfig, or unset it.");
        }

        var data = new TemporaryFolder();
        var server = new ApiServer(data, data.File("kubeconfig"));
        try
        {
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new client configuration for an administrator.</summary>
    public KubernetesClientConfiguration ClientConfiguration() => KubernetesClientConfiguration.BuildConfigFromConfigFile(KubeconfigPath);

    /// <summary>A new client of an administrator. The caller disposes it.</summary>
    public k8s.Kubernetes CreateClient() => new(ClientConfiguration());

    /// <summary>Ends the server at once, as a crash does. The data stay.</summary>
    public async Task KillAsync()
    {
        if (_data is null)
            throw new InvalidOperationException($"The cluster of {ClusterVariable} is not ours to stop: skip this test when {nameof(IsExternal)}.");
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Ends the server in order (SIGTERM): open watches are closed. The data stay.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _process?.Send(UnixSignal.Terminate);
        if (_process is not null)
            await _process.WaitForExitAsync(s_stopTime, cancellation);
        await KillAsync();
    }

    /// <summary>Starts the stopped server on its old data and its old port, so that clients find it again.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        if (_data is null || _process is not null)
            throw new InvalidOperationException("The server runs: stop or kill it first.");
        var program = await Tool.ApiServer.PathAsync(cancellation);
        _process = ChildProcess.Start(new ChildProcessStart(
            program, "--data-dir", _data.Path, "--port", _port.ToString(CultureInfo.InvariantCulture), "--exit-on-stdin-eof"));
        var ready = await _process.WaitForLineAsync("its READY line", l => l.StartsWith("READY ", StringComparison.Ordinal), s_startTime, cancellation);
        _port = int.Parse(PortOf().Match(ready).Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Killed, not stopped: nobody reads its data again, and an orderly end takes a second or more.
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
        _data?.Dispose();
    }

    [GeneratedRegex(@"^READY https://[^/\s]+:(?<port>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PortOf();
}
