using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sonde.Agent.Cli;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Running;
using Yarp.ReverseProxy.Forwarder;

namespace Sonde.Agent.Proxy;

/// <summary>The proxy of this process, if it has one. Until then nothing of a web server is touched: the other modes stay small.</summary>
internal sealed class ProxyHost(AgentPipeline pipeline, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private ProxySettings _settings = ProxySettings.Default;
    private ProxyRoute? _route;
    private Task _running = Task.CompletedTask;

    /// <summary>Owns the port from now on.</summary>
    public void Begin(ProxyRoute route)
    {
        _route = route;
        _running = Task.Run(() => RunAsync(route));
    }

    /// <summary>Goes over to another config; begins where it is the first that asks for a proxy.</summary>
    public void Use(AgentConfig config)
    {
        var options = config.Extras.Proxy;
        if (_route is null && options is null)
            return;

        var route = _route ?? new ProxyRoute(options!.Listen, options.Engine);
        Volatile.Write(ref _settings, ProxySettings.Of(config, route.Engine.Port));
        if (_route is null)
            Begin(route);
        else if (options is not null && (!options.Listen.Equals(route.Listen) || !options.Engine.Equals(route.Engine)))
            log.ProxyStays(route.Listen, route.Engine);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(ProxyRoute route)
    {
        using var engine = EngineClient.Create();
        var application = new ProxyApplication(Flow(route, engine), () => Volatile.Read(ref _settings));
        var isTold = false;
        try
        {
            // An open port tells the platform that the engine is ready: where it checks nothing else, callers would meet a loading model.
            await EnginePort.OpenAsync(route.Engine, clock, _stop.Token);
            while (true)
            {
                using var server = ProxyServer.Create(route.Listen);
                try
                {
                    await server.StartAsync(application, _stop.Token);
                    log.ProxyListens(ProxyServer.AddressOf(server), route.Engine);
                    await Task.Delay(Timeout.InfiniteTimeSpan, clock, _stop.Token);
                }
                catch (Exception e) when (e is IOException or SocketException)
                {
                    // The port may be another's for a moment only, or the address not there yet; the engine lives without us.
                    if (!isTold)
                        log.ProxyCannotListen(route.Listen, e.Message);
                    isTold = true;
                }

                await Task.Delay(s_retry, clock, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The way to end it; connections that are left end with the process.
        }
    }

    private RequestFlow Flow(ProxyRoute route, HttpMessageInvoker engine)
    {
        using var services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
        RequestPush push = new(pipeline, clock);
        ProxyMeters meters = new(metrics => pipeline.Tell("proxy", metrics), () => push.InFlight);
        meters.TellAll();
        return new RequestFlow(services.GetRequiredService<IHttpForwarder>(), engine, $"http://{route.Engine}", pipeline, push, meters, clock);
    }
}
