using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sonde.Agent.Tests.Published;

/// <summary>An engine of large bodies: counts what is posted, and gives as much to who asks.</summary>
internal sealed class LargeEngine : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LargeEngine(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<LargeEngine> StartAsync(long size, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, port: 0);
        });
        var app = builder.Build();
        app.Run(async context =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                var count = await ZeroStream.CountAsync(context.Request.Body, context.RequestAborted);
                await context.Response.WriteAsync(count.ToString(CultureInfo.InvariantCulture), context.RequestAborted);
                return;
            }

            context.Response.ContentLength = size;
            await using var zeros = new ZeroStream(size);
            await zeros.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
        await app.StartAsync(cancellation);
        return new LargeEngine(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
