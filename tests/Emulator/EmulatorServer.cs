namespace Sonde.Emulator;

/// <summary>One running emulator.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EmulatorServer(WebApplication application, EmulatorWorld world)
    {
        _application = application;
        World = world;
    }

    /// <summary>What the emulated cloud holds.</summary>
    public EmulatorWorld World { get; }

    /// <summary><c>http://127.0.0.1:PORT</c>: the endpoint of every service.</summary>
    public Uri Url => new(World.BaseUrl);

    /// <summary>Binds the port and serves until disposed.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(options.Listen);
        });
        var application = builder.Build();
        var world = new EmulatorWorld(options, application.Services.GetRequiredService<ILoggerFactory>());
        await application.StartAsync(cancellation);
        world.BaseUrl = application.Urls.First();
        return new(application, world);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
