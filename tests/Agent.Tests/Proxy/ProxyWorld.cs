using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Proxy;
using Sonde.Agent.Tests.RemoteWrite;
using Sonde.Testing;
using Yarp.ReverseProxy.Forwarder;

namespace Sonde.Agent.Tests.Proxy;

/// <summary>The proxy in this process before an engine on a bare socket, with a running pipeline whose page and receiver are faked.</summary>
internal sealed class ProxyWorld : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _client = EngineClient.Create();
    private readonly KestrelServer _server = ProxyServer.Create(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly FakeServer _page;
    private int _scrapes;

    private ProxyWorld(RawEngine engine)
    {
        Engine = engine;
        _page = new FakeServer(_ => FakeServer.Page($"scrapes {Interlocked.Increment(ref _scrapes)}\n"));
        Pipeline = new AgentPipeline(TimeProvider.System, NullLogger.Instance, tls => tls.ServerName == "receiver" ? Receiver.NewHandler() : _page.NewHandler());
        Push = new RequestPush(Pipeline, TimeProvider.System);
    }

    public RawEngine Engine { get; }

    public FakeReceiver Receiver { get; } = new(new FakeTimeProvider());

    public AgentPipeline Pipeline { get; }

    public RequestPush Push { get; }

    public ProxySettings Settings { get; set; } = ProxySettings.Default with { Options = new ProxyOptions { PushWithin = TimeSpan.Zero } };

    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    public int Scrapes => Volatile.Read(ref _scrapes);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Before an engine that answers so.</summary>
    public static Task<ProxyWorld> StartAsync(Func<RawConnection, string, Task> answer) => StartAsync(new RawEngine(answer));

    /// <summary>Before an engine that answers every request alike.</summary>
    public static Task<ProxyWorld> StartAsync(string answer) => StartAsync((connection, _) => connection.SendAsync(answer));

    public Task<RawConnection> ConnectAsync() => RawConnection.ToAsync(Address, Cancellation);

    /// <summary>Starts to scrape (once an hour, and when asked) and to write, once the first scrape has arrived.</summary>
    public async Task ScrapeAsync()
    {
        var job = Given.Job with { Interval = TimeSpan.FromHours(1) };
        await Pipeline.ApplyAsync(Given.Config(job, Given.Destination with { Tls = new TlsOptions { ServerName = "receiver" } }), "abc");
        await UntilAsync("the first push", () => Pushed >= 1);
    }

    /// <summary>Number of the newest scrape that the receiver has.</summary>
    public double Pushed => Receiver.Taken.Where(series => series.Name == "scrapes").Select(series => series.Samples[0].Value).LastOrDefault();

    /// <summary>Newest values of a series by its labels, once every request has ended: a caller may have its answer before that is counted.</summary>
    public async Task<IReadOnlyDictionary<string, double>> SeriesAsync(string name)
    {
        await UntilAsync("the end of all requests", () => Push.InFlight == 0);
        await Pipeline.PushAsync(s_patience);
        return Receiver.Taken.Where(series => series.Name == name)
            .GroupBy(series => string.Join(',', series.Labels.Where(label => label.Key is not ("__name__" or "job" or "instance")).Select(label => $"{label.Key}={label.Value}")), StringComparer.Ordinal)
            .ToDictionary(series => series.Key, series => series.Last().Samples[^1].Value, StringComparer.Ordinal);
    }

    public static Task UntilAsync(string what, Func<bool> condition) => Eventually.TrueAsync(what, s_patience, condition, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        _client.Dispose();
        await Pipeline.DisposeAsync();
        await Engine.DisposeAsync();
    }

    private static async Task<ProxyWorld> StartAsync(RawEngine engine)
    {
        ProxyWorld world = new(engine);
        ProxyMeters meters = new(metrics => world.Pipeline.Tell("proxy", metrics), () => world.Push.InFlight);
        meters.TellAll();
        await using var services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
        RequestFlow flow = new(services.GetRequiredService<IHttpForwarder>(), world._client, $"http://{engine.Address}", world.Pipeline, world.Push, meters, TimeProvider.System);
        await world._server.StartAsync(new ProxyApplication(flow, () => world.Settings), Cancellation);
        world.Address = new IPEndPoint(IPAddress.Loopback, new Uri(ProxyServer.AddressOf(world._server)).Port);
        return world;
    }
}
