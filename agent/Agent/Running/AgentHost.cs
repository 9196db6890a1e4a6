using Microsoft.Extensions.Logging;
using Sonde.Agent.Cli;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Running;

/// <summary><c>run</c>: the pipeline under the current config, until a stop is asked for.</summary>
internal sealed class AgentHost(ConfigFiles files, TimeProvider clock, ILoggerFactory logging, Func<string, string?> variable)
{
    private readonly ILogger _log = logging.CreateLogger("agent");

    /// <summary>Runs until the stop, then flushes within the configured time. Gives the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var loaded = files.Load();
        Tell(loaded);
        if (loaded.Reading.Config is not { } config)
            return ExitCode.BadConfig;

        (logging as Logging.StderrLoggerFactory)?.SetLevel(config.LogLevel);
        var handlers = new Handlers(files, clock, variable, _log);
        await using var pipeline = new AgentPipeline(clock, logging.CreateLogger<AgentPipeline>(), handlers.Create);
        try
        {
            await ApplyAsync(pipeline, handlers, loaded.Hash, config);
        }
        catch (Exception e) when (IsOfConfig(e))
        {
            _log.ConfigFault(e.Message);
            return ExitCode.BadConfig;
        }

        _log.Started(CommandLine.Version, loaded.Hash, config.ScrapeJobs.Sum(job => job.Targets.Count), config.RemoteWrites.Count);
        await FollowAsync(pipeline, handlers, loaded.Hash, stop);
        _log.Stopping();
        await pipeline.StopAsync();
        _log.Stopped(pipeline.SamplesSent.Values.Sum());
        return ExitCode.Done;
    }

    /// <summary>Goes over to every good content of the files until the stop.</summary>
    private async Task FollowAsync(AgentPipeline pipeline, Handlers handlers, string hash, CancellationToken stop)
    {
        var watch = new ConfigWatch(files, clock, _log);
        while (true)
        {
            try
            {
                var next = await watch.NextAsync(hash, stop);
                var config = next.Reading.Config!;
                await ApplyAsync(pipeline, handlers, next.Hash, config);
                _log.Swapped(hash, next.Hash);
                (logging as Logging.StderrLoggerFactory)?.SetLevel(config.LogLevel);
                hash = next.Hash;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (ConfigRefusedException e)
            {
                watch.Refuse(e.Hash, e.Message);
            }
        }
    }

    private static async Task ApplyAsync(AgentPipeline pipeline, Handlers handlers, string hash, AgentConfig config)
    {
        try
        {
            foreach (var to in config.RemoteWrites)
                _ = new Uri(to.Url);
            handlers.Use(config);
            await pipeline.ApplyAsync(config, hash);
        }
        catch (Exception e) when (IsOfConfig(e))
        {
            throw new ConfigRefusedException(hash, e);
        }
    }

    /// <summary>A config may be well written and still not fit the machine: a certificate that is not there, an address that is none.</summary>
    private static bool IsOfConfig(Exception e) => e is FormatException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or ConfigRefusedException;

    private void Tell(LoadedConfig loaded)
    {
        foreach (var warning in loaded.Reading.Warnings)
            _log.ConfigWarning(warning.ToString());
        foreach (var fault in loaded.Reading.Faults)
            _log.ConfigFault(fault.ToString());
    }
}
