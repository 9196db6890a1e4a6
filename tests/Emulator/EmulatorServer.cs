using System.Text.Json;
using Sonde.Emulator.Admin;
using Sonde.Emulator.Arms;
using Sonde.Emulator.Faults;
using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Http;
using Sonde.Emulator.Instances;
using Sonde.Emulator.Journal;
using Sonde.Emulator.Oss;
using Sonde.Emulator.Prometheus;
using Sonde.Emulator.Signing;
using Sonde.Emulator.Sts;

namespace Sonde.Emulator;

/// <summary>One running emulator.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly IInstanceHost _host;
    private readonly RequestJournal _journal;
    private readonly PrometheusProxy _prometheus;

    private EmulatorServer(WebApplication application, EmulatorWorld world, IInstanceHost host)
    {
        _application = application;
        _host = host;
        World = world;
        _journal = new(world.Accounts, world.Options.JournalFile);
        _prometheus = new(world, Faults, _journal);
    }

    /// <summary>What the emulated cloud holds.</summary>
    public EmulatorWorld World { get; }

    /// <summary>Fault rules in force.</summary>
    public FaultBook Faults { get; } = new();

    /// <summary><c>http://127.0.0.1:PORT</c>: the endpoint of every service.</summary>
    public Uri Url => new(World.BaseUrl);

    /// <summary>Binds the port and serves until disposed.</summary>
    /// <exception cref="IOException">The port is taken, or a file of the options can not be read.</exception>
    /// <exception cref="JsonException">The seed or the faults are not what they should be.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        // Standard output belongs to the READY line.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(options.Listen);
        });
        var application = builder.Build();
        var world = new EmulatorWorld(options, application.Services.GetRequiredService<ILoggerFactory>());
        var server = new EmulatorServer(application, world, InstanceHosts.For(world));
        var reader = server.Map();
        server.Fill(reader);
        await application.StartAsync(cancellation);
        world.BaseUrl = application.Urls.First();
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _host.DisposeAsync();
        await _application.DisposeAsync();
        _prometheus.Dispose();
        _journal.Dispose();
    }

    private void Fill(FaultReader reader)
    {
        Seed.Default.Apply(World, "");
        if (World.Options.SeedFile is { } seed)
            Seed.Parse(File.ReadAllText(seed)).Apply(World, Path.GetDirectoryName(Path.GetFullPath(seed))!);
        if (World.Options.FaultsFile is { } faults)
            ReadFaults(faults, reader);
    }

    private void ReadFaults(string file, FaultReader reader)
    {
        try
        {
            reader.Read(File.ReadAllText(file)).ToList().ForEach(rule => Faults.Add(rule));
        }
        catch (JsonException e)
        {
            throw new JsonException($"{file}: {e.Message}", e);
        }
    }

    private FaultReader Map()
    {
        var nonces = new NonceMemory(World.Clock);
        var downloads = new CodeDownloads(World);
        var objects = new OssService(World);
        var services = new ServiceDirectory(
            new FcService(World, _host, nonces, downloads),
            new RpcService(Services.Arms, $"arms.{World.Options.Region}.aliyuncs.com", ArmsActions.Of(World), new HashSet<string>(), World, nonces),
            new RpcService(Services.Sts, $"sts.{World.Options.Region}.aliyuncs.com", new StsOperations(World).Actions, new HashSet<string> { "AssumeRoleWithOIDC" }, World, nonces),
            objects);
        var gateway = new Gateway(World, services, Faults, _journal);
        var code = new CodeDoor(downloads, objects);
        var triggers = new TriggerGateway(World, _host, Faults, _journal, nonces);
        var reader = new FaultReader(services.Operations);
        var admin = new AdminDoor(World, Faults, _journal, nonces, services, gateway, reader);
        _application.Run(context => (context.Request.Path.Value ?? "") switch
        {
            var path when InstanceDoor.Takes(path) => InstanceDoor.HandleAsync(context, _host),
            var path when path.StartsWith(AdminDoor.PathPrefix + "/", StringComparison.Ordinal) => admin.HandleAsync(context),
            var path when path.StartsWith(TriggerUrl.Internet, StringComparison.Ordinal) || path.StartsWith(TriggerUrl.Intranet, StringComparison.Ordinal) => triggers.HandleAsync(context),
            var path when path.StartsWith(CodeDownloads.PathPrefix, StringComparison.Ordinal) => code.HandleAsync(context),
            var path when path.StartsWith(InstanceView.PathPrefix, StringComparison.Ordinal) => _prometheus.HandleAsync(context),
            _ => gateway.HandleAsync(context),
        });
        return reader;
    }
}
