namespace Sonde.Operator.Desired;

/// <summary>The shell command that starts the agent beside the engine, from the initializer of a GPU function.</summary>
/// <remarks>
/// An OSS mount may not keep the execute bit and is slow at first touch, so the agent and its CA bundle are copied and run from <c>/tmp</c>. Nothing in here may fail
/// the initializer for the agent's sake: an engine without metrics still serves. The platform does not log an initializer's output, so the agent's goes to a file.
/// </remarks>
internal static class StartScript
{
    private const string Folder = "/tmp/sonde";

    /// <summary>The command of the hook.</summary>
    /// <param name="agentFolder">Folder of the agent in the mount.</param>
    /// <param name="configPath">Its configuration in the mount.</param>
    /// <param name="userCommand">The user's own initializer, whose exit code decides; null where there is none.</param>
    public static IReadOnlyList<string> Command(string agentFolder, string configPath, IReadOnlyList<string>? userCommand)
    {
        var copy = $"mkdir -p {Folder} && cp -f {Quoted(agentFolder)}/* {Folder}/ && chmod 0755 {Folder}/{ArtifactLayout.AgentFile}";
        var run = $"nohup {Folder}/{ArtifactLayout.AgentFile} run --config {Quoted(configPath)} >{Folder}/agent.log 2>&1 </dev/null";
        var script = $"{copy} && {{ {run} & }} || echo 'sonde: the agent could not be started' >&2";
        return ["/bin/sh", "-c", userCommand is { Count: > 0 } ? $"{script}; exec {string.Join(' ', userCommand.Select(Quoted))}" : $"{script}; exit 0"];
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
