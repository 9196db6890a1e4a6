using Microsoft.Extensions.Logging;
using Sonde.Agent.Cli;

namespace Sonde.Agent.Running;

/// <summary><c>run</c> without a command: the agent beside an engine that somebody else started, until a stop is asked for.</summary>
internal sealed class AgentHost(ConfigFiles files, TimeProvider clock, ILoggerFactory logging, Func<string, string?> variable, ProxyRoute? proxy)
{
    private readonly ILogger _log = logging.CreateLogger("agent");

    /// <summary>Runs until the stop, then flushes within the configured time. Gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        await using var work = new AgentWork(files, clock, logging, variable, proxy);
        if (!await work.TryStartAsync())
            return ExitCode.BadConfig;

        await work.FollowAsync(stop);
        _log.Stopping();
        await work.Pipeline.StopAsync();
        _log.Stopped(work.Pipeline.SamplesSent.Values.Sum());
        return ExitCode.Done;
    }
}
