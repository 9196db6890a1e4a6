using System.Reflection;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Logging;
using Sonde.Agent.Parent;
using Sonde.Agent.Running;

namespace Sonde.Agent.Cli;

/// <summary>The program as its starter sees it: arguments in, text and exit code out.</summary>
internal sealed class CommandLine(TimeProvider clock, TextWriter output, TextWriter error, Func<string, string?> variable)
{
    public async Task<int> RunAsync(string[] args)
    {
        switch (Arguments.Parse(args))
        {
            case Arguments.Run run:
                return await RunAsync(run);
            case Arguments.Check check:
                return CheckVerb.Check(FilesOf(check.Files), output);
            case Arguments.Version:
                await output.WriteLineAsync($"sonde-agent {Version}");
                return ExitCode.Done;
            case Arguments.Help:
                await output.WriteAsync(HelpText.Text);
                return ExitCode.Done;
            case Arguments.Wrong wrong:
                await error.WriteLineAsync($"sonde-agent: {wrong.Message}\nTry: sonde-agent --help");
                return ExitCode.BadUsage;
            default:
                throw new InvalidOperationException("A command is not handled.");
        }
    }

    /// <summary>Version of this build, without the commit.</summary>
    public static string Version { get; } =
        (typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    private async Task<int> RunAsync(Arguments.Run run)
    {
        using var logging = new StderrLoggerFactory(error, clock);
        if (run.Command.Count > 0)
            return await new ParentHost(() => new AgentWork(FilesOf(run.Files), clock, logging, variable, run.Proxy), clock, logging).RunAsync(run.Command, run.Fault);

        using var signals = new StopSignals();
        return await new AgentHost(FilesOf(run.Files), clock, logging, variable, run.Proxy).RunAsync(signals.Token);
    }

    private ConfigFiles FilesOf(IReadOnlyList<string> files) => new(files, ConfigEnvironment.Of(variable).WithStartId());
}
