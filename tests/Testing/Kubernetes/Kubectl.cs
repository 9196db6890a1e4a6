using Sonde.Testing.Processes;

namespace Sonde.Testing.Kubernetes;

/// <summary>kubectl against one cluster, as a person would use it.</summary>
public sealed class Kubectl : IDisposable
{
    private static readonly TimeSpan s_longestRun = TimeSpan.FromMinutes(2);

    private readonly string _kubeconfig;

    // kubectl remembers kinds by host and port, and a test's port may have belonged to another server yesterday.
    private readonly TemporaryFolder _discovery = new();

    /// <summary>kubectl for the cluster of a kubeconfig.</summary>
    public Kubectl(string kubeconfig) => _kubeconfig = kubeconfig;

    /// <summary>Runs <c>kubectl arguments…</c>; a failure is a result, not an exception.</summary>
    public Task<ProcessResult> RunAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        RunAsync(arguments, input: "", cancellation);

    /// <summary>Runs kubectl with a text as its input (<c>-f -</c>).</summary>
    public async Task<ProcessResult> RunAsync(IReadOnlyList<string> arguments, string input, CancellationToken cancellation)
    {
        var start = new ChildProcessStart(await Tool.Kubectl.PathAsync(cancellation), ["--cache-dir", _discovery.Path, .. arguments])
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["KUBECONFIG"] = _kubeconfig },
        };
        return await ChildProcess.RunAsync(start, input, s_longestRun, cancellation);
    }

    /// <summary><c>kubectl apply -f -</c> of a text with one or more documents.</summary>
    public Task<ProcessResult> ApplyAsync(string yaml, CancellationToken cancellation) => RunAsync(["apply", "-f", "-"], yaml, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _discovery.Dispose();
}
