using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sonde.Integration.Agent;

/// <summary>A server on loopback with one metrics page, packed where the client takes gzip; another page may be set at any time.</summary>
internal sealed class MetricsPage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MetricsPage(WebApplication app) => _app = app;

    /// <summary>What is served; null: the engine answers 503.</summary>
    public string? Text { get; set; }

    /// <summary><c>host:port</c>.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    public static async Task<MetricsPage> StartAsync(string text, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port: 0));
        var app = builder.Build();
        MetricsPage page = new(app) { Text = text };
        app.Run(page.ServeAsync);
        await app.StartAsync(cancellation);
        return page;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        if (Text is not { } text)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        var isPacked = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        if (isPacked)
            context.Response.Headers.ContentEncoding = "gzip";
        await using var body = isPacked ? new GZipStream(context.Response.Body, CompressionLevel.Fastest) : context.Response.Body;
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }
}
