using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Faults;

/// <summary>A receiver that fails in every way that receivers fail, and keeps a ledger of what it took.</summary>
internal sealed class FaultReceiver(TimeProvider clock) : IAsyncDisposable
{
    [SuppressMessage("Usage", "CA2213", Justification = "Disposed of in GoAsync, which takes it.")]
    private WebApplication? _app;

    private int _port;

    /// <summary>What was taken.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>Every request with samples: when it came, hash of its body, samples, and the status it got (0: none).</summary>
    public ConcurrentQueue<(DateTimeOffset At, string Hash, int Samples, int Status)> Requests { get; } = new();

    /// <summary>How the next requests are answered.</summary>
    public Func<HttpContext, int, Task<int>> Answer { get; set; } = Well;

    public string Url => $"http://127.0.0.1:{_port}/api/v1/write";

    /// <summary>Takes everything.</summary>
    public static Task<int> Well(HttpContext context, int samples) => Task.FromResult(204);

    /// <summary>Answers with a status.</summary>
    public static Func<HttpContext, int, Task<int>> Refuse(int status, string? retryAfter = null) => (context, _) =>
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.FromResult(status);
    };

    /// <summary>No answer at all.</summary>
    public static async Task<int> Hang(HttpContext context, int samples)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    /// <summary>Breaks the connection.</summary>
    public static Task<int> Reset(HttpContext context, int samples) => Task.FromResult(0);

    /// <summary>A 500 that ends in the middle of its body.</summary>
    public static async Task<int> HalfBody(HttpContext context, int samples)
    {
        context.Response.StatusCode = 500;
        context.Response.ContentLength = 4096;
        await context.Response.WriteAsync("half an explan");
        await context.Response.Body.FlushAsync();
        return 0;
    }

    /// <summary>Listens, at the same port every time.</summary>
    public async Task ComeAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, _port));
        _app = builder.Build();
        _app.Run(TakeAsync);
        await _app.StartAsync(cancellation);
        _port = new Uri(_app.Urls.Single()).Port;
    }

    /// <summary>Is gone: connections are refused.</summary>
    public async Task GoAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is not { } app)
            return;
        using CancellationTokenSource atOnce = new();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await GoAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var series = WriteRequestDecoder.Decode(body.ToArray());
        var (at, hash) = (clock.GetUtcNow(), Convert.ToHexString(SHA256.HashData(body.ToArray())));
        var status = await Answer(context, series.Count);
        if (series.Count > 0)
            Requests.Enqueue((at, hash, series.Count, status));
        if (status is >= 200 and < 300)
            Ledger.Take(series, clock.GetUtcNow());
        if (status == 0)
            context.Abort();
        else
            context.Response.StatusCode = status;
    }
}
