using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sonde.Benchmarks.Proxy;

/// <summary>An engine that streams events at a pace, as the stand-in of tests/Engine does, but each event holds the moment at which it was written.</summary>
internal sealed class TokenEngine : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly int _tokens;
    private readonly TimeSpan _pace;

    private TokenEngine(WebApplication app, int tokens, TimeSpan pace) => (_app, _tokens, _pace) = (app, tokens, pace);

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<TokenEngine> StartAsync(int tokens, TimeSpan pace, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        var app = builder.Build();
        TokenEngine engine = new(app, tokens, pace);
        app.Run(engine.ServeAsync);
        await app.StartAsync(cancellation);
        return engine;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        using PeriodicTimer beat = new(_pace, TimeProvider.System);
        for (var i = 0; i < _tokens; i++)
        {
            await beat.WaitForNextTickAsync(context.RequestAborted);
            await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"data: {Stopwatch.GetTimestamp()}\n\n"), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
