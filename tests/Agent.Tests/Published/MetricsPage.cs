using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sonde.Agent.Tests.Published;

/// <summary>A scrape target on loopback: <c>engine_up 1</c> and the number of scrapes so far.</summary>
internal sealed class MetricsPage : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _scrapes;

    private MetricsPage(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public int Scrapes => Volatile.Read(ref _scrapes);

    public static async Task<MetricsPage> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port: 0));
        var app = builder.Build();
        var page = new MetricsPage(app);
        app.Run(page.ServeAsync);
        await app.StartAsync(cancellation);
        return page;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task ServeAsync(HttpContext context)
    {
        var count = Interlocked.Increment(ref _scrapes);
        context.Response.ContentType = "text/plain; version=0.0.4";
        return context.Response.WriteAsync($"# TYPE engine_up gauge\nengine_up 1\n# TYPE engine_scrapes_total counter\nengine_scrapes_total {count}\n");
    }
}
