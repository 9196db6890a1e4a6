using System.Collections.Concurrent;
using Sonde.Testing.Processes;

[assembly: AssemblyFixture(typeof(Sonde.Conformance.SdkRuns))]

namespace Sonde.Conformance;

/// <summary>Runs each script once, for whoever asks what came of it.</summary>
public sealed class SdkRuns
{
    private static readonly Tool s_node = new("Node.js", "SONDE_NODE_BIN", "tests/setup/node.sh");
    private static readonly Tool s_sdks = new("SDKs of npm", "SONDE_SDKS_MARK", "tests/setup/sdks.sh");
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<SdkRun, Lazy<Task<SdkOutcome>>> _outcomes = new();

    /// <param name="run">The script and its options.</param>
    /// <param name="cancellation">Ends the script when this is the first to ask for it.</param>
    internal Task<SdkOutcome> OfAsync(SdkRun run, CancellationToken cancellation) => _outcomes.GetOrAdd(run, _ => new(() => RunAsync(run, cancellation))).Value;

    private static async Task<SdkOutcome> RunAsync(SdkRun run, CancellationToken cancellation)
    {
        await using var stage = await Stage.SetAsync(cancellation);
        var result = await ChildProcess.RunAsync(await StartAsync(run, stage.Endpoint, cancellation), input: "", s_patience, cancellation);
        return new(result, SdkStep.Read(result.Output), await stage.JournalAsync(cancellation));
    }

    private static async Task<ChildProcessStart> StartAsync(SdkRun run, string endpoint, CancellationToken cancellation) =>
        new(await s_node.PathAsync(cancellation), [Path.Combine(Stage.Scripts, run.Script), endpoint, .. run.Options.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["NODE_PATH"] = Path.Combine(Path.GetDirectoryName(await s_sdks.PathAsync(cancellation))!, "node_modules"),
                // Some SDKs would send even loopback requests through a proxy.
                ["HTTP_PROXY"] = null,
                ["http_proxy"] = null,
            },
        };
}
