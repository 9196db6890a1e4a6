namespace Sonde.Operator.Desired;

/// <summary>The shell commands that start the agent.</summary>
/// <remarks>
/// An OSS mount may not keep the execute bit and is slow at first touch, so the agent and its CA bundle are copied and run from <c>/tmp</c>. Nothing in here may keep
/// the engine from starting: an engine without metrics still serves.
/// </remarks>
internal static class StartScript
{
    private const string Folder = "/tmp/sonde";
    private const string Agent = $"{Folder}/{ArtifactLayout.AgentFile}";
    private const string Complaint = "echo 'sonde: the agent could not be started' >&2";

    /// <summary>For the initializer of a GPU function: the agent runs beside the engine.</summary>
    /// <remarks>The platform does not log an initializer's output, so the agent's goes to a file.</remarks>
    /// <param name="agentFolder">Folder of the agent in the mount.</param>
    /// <param name="configPath">Its configuration in the mount.</param>
    /// <param name="userCommand">The user's own initializer, whose exit code decides; null where there is none.</param>
    public static IReadOnlyList<string> Beside(string agentFolder, string configPath, IReadOnlyList<string>? userCommand)
    {
        var script = $"{Copy(agentFolder)} && {{ nohup {Run(configPath)} >{Folder}/agent.log 2>&1 </dev/null & }} || {Complaint}";
        return ["/bin/sh", "-c", userCommand is { Count: > 0 } ? $"{script}; exec {Quoted(userCommand)}" : $"{script}; exit 0"];
    }

    /// <summary>For the entrypoint: the agent is the engine's parent.</summary>
    /// <remarks>
    /// The engine's words stand behind the script, as words: no shell reads them, and an image's own arguments may follow them. A failed <c>exec</c> would end the
    /// shell, hence the question before: a copy that is none is found out while the engine can still be started.
    /// </remarks>
    /// <param name="agentFolder">Folder of the agent in the mount.</param>
    /// <param name="configPath">Its configuration in the mount.</param>
    /// <param name="entrypoint">The engine's entrypoint; its arguments are the container's.</param>
    /// <param name="proxy">Where the engine goes when the agent takes its port; null where the agent does not.</param>
    public static IReadOnlyList<string> Parent(string agentFolder, string configPath, IReadOnlyList<string> entrypoint, ProxiedEngine? proxy)
    {
        var engine = proxy is null
            ? """-- "$@" """.TrimEnd()
            : $"--proxy 0.0.0.0:{proxy.Ports.Listen}=127.0.0.1:{proxy.Ports.Engine} -- {(proxy.Words is { } moved ? Quoted(moved) : "\"$@\"")}";
        var script = $"""{Copy(agentFolder)} && case "$({Agent} version)" in {ArtifactLayout.AgentFile}*) exec {Run(configPath)} {engine};; esac; {Complaint}; exec "$@" """.TrimEnd();
        return ["/bin/sh", "-c", script, "sonde", .. entrypoint];
    }

    /// <summary>Whether a command is one of these.</summary>
    public static bool IsOurs(IReadOnlyList<string>? command) => command is ["/bin/sh", "-c", var script, ..] && script.Contains(Agent, StringComparison.Ordinal);

    private static string Copy(string agentFolder) => $"mkdir -p {Folder} && cp -f {Quoted(agentFolder)}/* {Folder}/ && chmod 0755 {Agent}";

    private static string Run(string configPath) => $"{Agent} run --config {Quoted(configPath)}";

    private static string Quoted(IReadOnlyList<string> words) => string.Join(' ', words.Select(Quoted));

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
