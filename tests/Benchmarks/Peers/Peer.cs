using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Benchmarks.Peers;

/// <summary>A program that scrapes and writes, started alike.</summary>
/// <param name="Name">As the figures name it.</param>
/// <param name="Protocol">Of remote write: <c>1.0</c> or <c>2.0</c>.</param>
/// <param name="Program">Its file.</param>
/// <param name="Start">Its command for the place it works in.</param>
internal sealed record Peer(string Name, string Protocol, string Program, Func<PeerPlace, IReadOnlyList<string>> Start)
{
    private static readonly TimeSpan s_longestSetup = TimeSpan.FromMinutes(10);

    /// <summary>The published agent.</summary>
    public static string AgentFile => Environment.GetEnvironmentVariable("SONDE_AGENT_BIN") is { Length: > 0 } named ? named : RepositoryRoot.Combine("artifacts", "agent", "sonde-agent");

    /// <summary>The agent and its peers; the first is ours.</summary>
    public static async Task<IReadOnlyList<Peer>> AllAsync(CancellationToken cancellation)
    {
        var setup = await ChildProcess.RunAsync(new ChildProcessStart("bash", RepositoryRoot.Combine("tests/setup/peers.sh")), input: "", s_longestSetup, cancellation);
        var folder = setup.OrThrow().Output.Split('\n')[^1];
        return
        [
            new("sonde", "1.0", AgentFile, Sonde("1.0")),
            new("sonde", "2.0", AgentFile, Sonde("2.0")),
            new("vmagent", "1.0", Path.Combine(folder, "vmagent"), Vmagent),
            new("prometheus", "1.0", Path.Combine(folder, "prometheus"), Prometheus("1.0")),
            new("prometheus", "2.0", Path.Combine(folder, "prometheus"), Prometheus("2.0")),
        ];
    }

    private static Func<PeerPlace, IReadOnlyList<string>> Sonde(string protocol) =>
        place => ["run", "--config", place.Write("prometheus.yaml", place.PrometheusFile(protocol))];

    // The plain protocol: its own one packs with zstd, which no managed Prometheus takes.
    private static IReadOnlyList<string> Vmagent(PeerPlace place) =>
    [
        $"-promscrape.config={place.Write("scrape.yaml", place.ScrapeFile)}", $"-remoteWrite.url={place.Sink}", "-remoteWrite.forcePromProto",
        $"-remoteWrite.tmpDataPath={place.Folder}", "-httpListenAddr=127.0.0.1:0",
    ];

    private static Func<PeerPlace, IReadOnlyList<string>> Prometheus(string protocol) => place =>
    [
        "--agent", $"--config.file={place.Write("prometheus.yaml", place.PrometheusFile(protocol))}", $"--storage.agent.path={place.Folder}", "--web.listen-address=127.0.0.1:0",
    ];
}
