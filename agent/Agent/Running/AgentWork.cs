using Microsoft.Extensions.Logging;
using Sonde.Agent.Cli;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Machine;
using Sonde.Agent.Proxy;

namespace Sonde.Agent.Running;

/// <summary>The pipeline under the current content of the config files.</summary>
internal sealed class AgentWork : IAsyncDisposable
{
    private readonly ConfigFiles _files;
    private readonly ILoggerFactory _logging;
    private readonly ILogger _log;
    private readonly Handlers _handlers;
    private readonly ConfigWatch _watch;
    private readonly ProxyHost _proxy;
    private readonly MachineFigures _machine;
    private string _hash = "";
    private IReadOnlyList<string> _secrets = [];

    public AgentWork(ConfigFiles files, TimeProvider clock, ILoggerFactory logging, Func<string, string?> variable, ProxyRoute? proxy)
    {
        _files = files;
        _logging = logging;
        _log = logging.CreateLogger("agent");
        _handlers = new Handlers(files, clock, variable, _log);
        _watch = new ConfigWatch(files, clock, _log);
        Pipeline = new AgentPipeline(clock, logging.CreateLogger<AgentPipeline>(), _handlers.Create);
        _proxy = new ProxyHost(Pipeline, clock, _log);
        _machine = new MachineFigures(Pipeline.Tell, "/", variable, clock, _log);
        if (proxy is null)
            return;

        // Callers come in from the first moment on, config or not.
        Engine = proxy.Engine;
        _proxy.Begin(proxy);
    }

    public AgentPipeline Pipeline { get; }

    /// <summary>Where the engine of this instance listens; null where nothing tells.</summary>
    public System.Net.IPEndPoint? Engine { get; private set; }

    /// <summary>Begins with what the files hold now.</summary>
    /// <returns>False where that cannot be run; it has been told then.</returns>
    public async Task<bool> TryStartAsync()
    {
        var loaded = _files.Load();
        _hash = loaded.Hash;
        foreach (var warning in loaded.Reading.Warnings)
            _log.ConfigWarning(warning.ToString());
        foreach (var fault in loaded.Reading.Faults)
            _log.ConfigFault(fault.ToString());
        if (loaded.Reading.Config is not { } config)
            return false;

        try
        {
            await ApplyAsync(loaded.Hash, config);
        }
        catch (ConfigRefusedException e)
        {
            _log.ConfigFault(e.Message);
            return false;
        }

        TellStarted(config);
        return true;
    }

    /// <summary>Begins with the first good content that the files get; for use where <see cref="TryStartAsync"/> found none.</summary>
    public async Task StartLaterAsync(CancellationToken stop) => TellStarted(await GoOverToNextAsync(stop));

    /// <summary>Goes over to every good content of the files until the stop.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var before = _hash;
                await GoOverToNextAsync(stop);
                _log.Swapped(before, _hash);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The way to end it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _machine.DisposeAsync();
        await Pipeline.DisposeAsync();
    }

    private async Task<AgentConfig> GoOverToNextAsync(CancellationToken stop)
    {
        while (true)
        {
            var next = await _watch.NextAsync(_hash, stop);
            try
            {
                await ApplyAsync(next.Hash, next.Reading.Config!);
                return next.Reading.Config!;
            }
            catch (ConfigRefusedException e)
            {
                _watch.Refuse(e.Hash, e.Message);
            }
        }
    }

    private async Task ApplyAsync(string hash, AgentConfig config)
    {
        // Those of the configuration before too: its requests may still be under way.
        var secrets = Logging.Secrets.Of(config);
        (_logging as Logging.StderrLoggerFactory)?.Hide([.. secrets, .. _secrets.Except(secrets, StringComparer.Ordinal)]);
        _secrets = secrets;
        try
        {
            foreach (var to in config.RemoteWrites)
                _ = new Uri(to.Url);
            _handlers.Use(config);
            await Pipeline.ApplyAsync(config, hash);
        }
        catch (Exception e) when (IsOfConfig(e))
        {
            throw new ConfigRefusedException(hash, e);
        }

        _hash = hash;
        Engine ??= EngineAddress.Of(config);
        _proxy.Use(config);
        await _machine.UseAsync(config);
        (_logging as Logging.StderrLoggerFactory)?.SetLevel(config.LogLevel);
    }

    private void TellStarted(AgentConfig config) =>
        _log.Started(CommandLine.Version, _hash, config.ScrapeJobs.Sum(job => job.Targets.Count), config.RemoteWrites.Count);

    /// <summary>A config may be well written and still not fit the machine: a certificate that is not there, an address that is none.</summary>
    private static bool IsOfConfig(Exception e) => e is FormatException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException;
}
