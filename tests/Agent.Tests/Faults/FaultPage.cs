using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sonde.Agent.Tests.Faults;

/// <summary>An engine whose every series has the number of the scrape as its value: what is missing later, and what is out of order, shows at once.</summary>
internal sealed class FaultPage : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _scrapes;

    private FaultPage(WebApplication app, int series) => (_app, Series) = (app, series);

    public int Series { get; }

    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Scrapes that were answered with the page.</summary>
    public int Scrapes => Volatile.Read(ref _scrapes);

    /// <summary>True: the engine is dead, as far as a caller can see.</summary>
    public bool IsDead { get; set; }

    public static async Task<FaultPage> StartAsync(int series, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port: 0));
        var app = builder.Build();
        FaultPage page = new(app, series);
        app.Run(page.ServeAsync);
        await app.StartAsync(cancellation);
        return page;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task ServeAsync(HttpContext context)
    {
        if (IsDead)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        var scrape = Interlocked.Increment(ref _scrapes);
        var page = new StringBuilder("# TYPE fault_series gauge\n", Series * 60);
        for (var i = 0; i < Series; i++)
            page.Append(CultureInfo.InvariantCulture, $"fault_series{{i=\"{i}\",model_name=\"Qwen/Qwen3-32B\"}} {scrape}\n");
        context.Response.ContentType = "text/plain; version=0.0.4";
        return context.Response.WriteAsync(page.ToString());
    }
}
