using System.Collections.Concurrent;

namespace Sonde.Testing.Processes;

/// <summary>A program that tests stand on, and where it comes from.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Variable">The environment variable that names a ready file, used as it is.</param>
/// <param name="Script">The set-up script, from the root of the clone, that else provides it; its last line of output is the path.</param>
public sealed record Tool(string Name, string Variable, string Script)
{
    private static readonly TimeSpan s_longestSetup = TimeSpan.FromMinutes(15);
    private static readonly ConcurrentDictionary<string, Task<string>> s_paths = new(StringComparer.Ordinal);

    /// <summary>The Kubernetes API server of tests/apiserver.</summary>
    public static Tool ApiServer { get; } = new("API server", "SONDE_APISERVER_BIN", "tests/apiserver/setup.sh");

    /// <summary>Prometheus, from Debian.</summary>
    public static Tool Prometheus { get; } = new("Prometheus", "SONDE_PROMETHEUS_BIN", "tests/setup/prometheus.sh");

    /// <summary>Prometheus 3, from Debian's newest suite: it writes 2.0 and takes UTF-8 names.</summary>
    public static Tool Prometheus3 { get; } = new("Prometheus 3", "SONDE_PROMETHEUS3_BIN", "tests/setup/prometheus3.sh");

    /// <summary>kubectl.</summary>
    public static Tool Kubectl { get; } = new("kubectl", "SONDE_KUBECTL_BIN", "tests/setup/kubectl.sh");

    /// <summary>bwrap, the sandbox of function instances.</summary>
    public static Tool Bubblewrap { get; } = new("bubblewrap", "SONDE_BWRAP_BIN", "tests/setup/bubblewrap.sh");

    /// <summary>socat, the relay between network namespaces.</summary>
    public static Tool Socat { get; } = new("socat", "SONDE_SOCAT_BIN", "tests/setup/socat.sh");

    /// <summary>The absolute path of the program. Asked once a run; the first time may download or build.</summary>
    /// <exception cref="InvalidOperationException">It could not be provided; the message is the script's own.</exception>
    public Task<string> PathAsync(CancellationToken cancellation) => s_paths.GetOrAdd(Script, _ => ResolveAsync()).WaitAsync(cancellation);

    private async Task<string> ResolveAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? named
                : throw new InvalidOperationException($"{Variable} names {named}, which does not exist. Name the {Name} binary, or unset it.");
        }

        var start = new ChildProcessStart("bash", RepositoryRoot.Combine(Script));
        var result = await ChildProcess.RunAsync(start, input: "", s_longestSetup, CancellationToken.None);
        var path = result.OrThrow().Output.Split('\n')[^1];
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"{Script} ended well, but its last line is no file: '{path}'.");
    }
}
