using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published;

/// <summary>The agent as users get it: one static file. <c>SONDE_AGENT_BIN</c> names a ready one; else it is published once a run, as <c>make agent</c> does.</summary>
internal static class PublishedAgent
{
    private const string Variable = "SONDE_AGENT_BIN";
    private static readonly TimeSpan s_longestPublish = TimeSpan.FromMinutes(9);
    private static readonly Lazy<Task<string>> s_file = new(PublishAsync);

    public static Task<string> FileAsync() => s_file.Value.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Starts the agent with nothing in its environment but what is given.</summary>
    public static Task<ChildProcess> StartAsync(string arguments, params (string Name, string Value)[] environment) => StartAsync(arguments.Split(' '), environment);

    /// <summary>Starts the agent as the parent of a command.</summary>
    /// <param name="own">The agent's own arguments, split at spaces.</param>
    /// <param name="command">Passed word for word.</param>
    public static Task<ChildProcess> StartParentAsync(string own, params string[] command) =>
        StartAsync([.. own.Split(' '), "--", .. command], ("PATH", "/usr/local/bin:/usr/bin:/bin"));

    /// <summary>Starts the agent with nothing in its environment but what is given.</summary>
    public static async Task<ChildProcess> StartAsync(IReadOnlyList<string> arguments, params (string Name, string Value)[] environment) =>
        ChildProcess.Start(new ChildProcessStart(await FileAsync(), arguments)
        {
            CleanEnvironment = true,
            Environment = environment.ToDictionary(e => e.Name, e => (string?)e.Value, StringComparer.Ordinal),
        });

    private static async Task<string> PublishAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names {named}, which does not exist. Run `make agent`, or unset it.");

        var make = new ChildProcessStart("make", "-s", "agent") { WorkingFolder = RepositoryRoot.Path };
        (await ChildProcess.RunAsync(make, input: "", s_longestPublish, CancellationToken.None)).OrThrow();
        return RepositoryRoot.Combine("artifacts", "agent", "sonde-agent");
    }
}
