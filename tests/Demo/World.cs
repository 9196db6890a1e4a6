using Sonde.Testing;
using Sonde.Testing.Kubernetes;
using Sonde.Testing.Processes;
using Sonde.Testing.Prometheus;

namespace Sonde.Demo;

/// <summary>The parts that run during the demo: a real API server, a real Prometheus, the emulated cloud, the operator. Stopped in the opposite order.</summary>
internal sealed class World : IAsyncDisposable
{
    private const string ServingAt = "/metrics at ";
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);
    private readonly Stack<IAsyncDisposable> _running = new();

    public ApiServer ApiServer { get; private set; } = null!;

    public PrometheusServer Prometheus { get; private set; } = null!;

    public Kubectl Kubectl { get; private set; } = null!;

    /// <summary>Base URL of every emulated service.</summary>
    public string CloudUrl { get; private set; } = "";

    /// <summary>Base URL of the operator's own pages.</summary>
    public string OperatorUrl { get; private set; } = "";

    /// <summary>The operator, for its output.</summary>
    public ChildProcess Operator { get; private set; } = null!;

    public async Task StartApiServerAsync(CancellationToken cancellation)
    {
        ApiServer = Keep(await ApiServer.StartAsync(cancellation));
        Kubectl = new(ApiServer.KubeconfigPath);
    }

    public async Task StartPrometheusAsync(CancellationToken cancellation) => Prometheus = Keep(await PrometheusServer.StartAsync(cancellation));

    public async Task StartCloudAsync(string seedFile, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SONDE_BWRAP"] = await Tool.Bubblewrap.PathAsync(cancellation),
            ["SONDE_SOCAT"] = await Tool.Socat.PathAsync(cancellation),
        };
        var emulator = Keep(ChildProcess.Start(new(
            "dotnet", Assembly("Emulator", "sonde-emulator"), "run", "--listen", "127.0.0.1:0", "--prometheus", Prometheus.Url, "--instances", "on", "--seed", seedFile, "--exit-on-stdin-eof")
        { Environment = environment }));
        CloudUrl = await ReadyAsync(emulator, "the emulator", cancellation);
    }

    public async Task StartOperatorAsync(CancellationToken cancellation)
    {
        var agent = Environment.GetEnvironmentVariable("SONDE_AGENT_BIN") ?? RepositoryRoot.Combine("artifacts", "agent", "sonde-agent");
        Operator = Keep(ChildProcess.Start(new(
            "dotnet", Assembly("Operator", "sonde-operator"), "run", "--kubeconfig", ApiServer.KubeconfigPath, "--agent-dir", Path.GetDirectoryName(agent)!, "--listen", "http://127.0.0.1:0")));
        var line = await Operator.WaitForLineAsync("the operator serves its pages", l => l.Contains(ServingAt, StringComparison.Ordinal), s_start, cancellation);
        OperatorUrl = line.Split(ServingAt)[1].Split(';')[0];
        using var http = new HttpClient();
        await Eventually.TrueAsync("the operator has listed every kind", s_start, async token =>
        {
            if (Operator.HasExited)
                throw new InvalidOperationException($"The operator ended with code {Operator.ExitCode}: {Operator.LastLines()}");

            using var answer = await http.GetAsync(new Uri($"{OperatorUrl}/readyz"), token);
            return answer.IsSuccessStatusCode;
        }, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var part))
            await part.DisposeAsync();
        Kubectl?.Dispose();
    }

    private T Keep<T>(T part) where T : IAsyncDisposable
    {
        _running.Push(part);
        return part;
    }

    private static async Task<string> ReadyAsync(ChildProcess process, string what, CancellationToken cancellation)
    {
        var line = await process.WaitForLineAsync($"{what} is ready", l => l.StartsWith("READY ", StringComparison.Ordinal), s_start, cancellation);
        return line["READY ".Length..].TrimEnd('/');
    }

    /// <summary>The build output of a project, in the configuration that this program was built in.</summary>
    private static string Assembly(string project, string name)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return RepositoryRoot.Combine("artifacts", "bin", project, configuration, $"{name}.dll");
    }
}
