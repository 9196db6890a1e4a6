using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sonde.Benchmarks.Peers;

/// <summary>Serves a page on loopback; gzip to whom asks for it, as the engines' web servers do.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    // Compressing 8 MB takes this process longer than a peer needs for all its work.
    private const int LargestToCompress = 2 << 20;

    private readonly WebApplication _app;

    private PageServer(WebApplication app) => _app = app;

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Target => new Uri(_app.Urls.Single()).Authority;

    public static async Task<PageServer> StartAsync(Func<byte[]> nextPage, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => AnswerAsync(nextPage(), context));
        await app.StartAsync(cancellation);
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(byte[] body, HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        if (body.Length <= LargestToCompress && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                await gzip.WriteAsync(body);
            body = packed.ToArray();
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }
}
