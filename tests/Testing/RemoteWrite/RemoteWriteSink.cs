using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sonde.Testing.RemoteWrite;

/// <summary>A remote-write receiver in this process, on loopback: keeps what it was sent and answers as the test says.</summary>
public sealed class RemoteWriteSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RemoteWriteAnswer> _next = new();
    private readonly Lock _gate = new();
    private readonly List<RemoteWriteRequest> _requests = [];

    private RemoteWriteSink(WebApplication app) => _app = app;

    /// <summary>The address, without a closing slash; any path is taken.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The port it listens on, for a client that comes by another name.</summary>
    public int Port => new Uri(Url).Port;

    /// <summary>The answer once those of <see cref="AnswerNext"/> are used up.</summary>
    public RemoteWriteAnswer Answer { get; set; } = RemoteWriteAnswer.Accepted;

    /// <summary>Takes each request in place of <see cref="Requests"/>, which stays empty: for more than memory should hold.</summary>
    public Action<RemoteWriteRequest>? Keeper { get; set; }

    /// <summary>Every request so far, refused ones included, in the order of arrival.</summary>
    public IReadOnlyList<RemoteWriteRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Every series of the requests that were answered 2xx.</summary>
    public IReadOnlyList<WrittenSeries> Accepted => [.. Requests.Where(r => r is { Problem: null, Answer: { Abort: false, Status: >= 200 and < 300 } }).SelectMany(r => r.Series)];

    /// <summary>Starts a receiver over plain HTTP.</summary>
    public static Task<RemoteWriteSink> StartAsync(CancellationToken cancellation) => StartAsync(certificate: null, port: 0, cancellation);

    /// <summary>Starts a receiver over TLS with this certificate.</summary>
    public static Task<RemoteWriteSink> StartAsync(X509Certificate2 certificate, CancellationToken cancellation) =>
        StartAsync(certificate, port: 0, cancellation);

    /// <summary>Starts a receiver over plain HTTP at a port that an earlier one had: it comes back after an outage.</summary>
    public static Task<RemoteWriteSink> StartAsync(int port, CancellationToken cancellation) => StartAsync(certificate: null, port, cancellation);

    private static async Task<RemoteWriteSink> StartAsync(X509Certificate2? certificate, int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var sink = new RemoteWriteSink(app);
        app.Run(sink.TakeAsync);
        await app.StartAsync(cancellation);
        sink.Url = app.Urls.Single();
        return sink;
    }

    /// <summary>Scripts the next requests, one answer each, before <see cref="Answer"/> applies again.</summary>
    public void AnswerNext(params ReadOnlySpan<RemoteWriteAnswer> answers)
    {
        foreach (var answer in answers)
            _next.Enqueue(answer);
    }

    /// <summary>Waits until the requests so far are as wanted, and gives them.</summary>
    public async Task<IReadOnlyList<RemoteWriteRequest>> WaitForAsync(
        string what, Func<IReadOnlyList<RemoteWriteRequest>, bool> areAsWanted, TimeSpan within, CancellationToken cancellation)
    {
        await Eventually.TrueAsync(what, within, () => areAsWanted(Requests), cancellation);
        return Requests;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var answer = _next.TryDequeue(out var scripted) ? scripted : Answer;
        var request = RequestOf(context.Request, buffer.ToArray(), answer);
        Keep(request);
        await GiveAsync(request, context);
    }

    private void Keep(RemoteWriteRequest request)
    {
        if (Keeper is { } keeper)
        {
            keeper(request);
            return;
        }

        lock (_gate)
            _requests.Add(request);
    }

    private static RemoteWriteRequest RequestOf(HttpRequest request, byte[] body, RemoteWriteAnswer answer)
    {
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var path = request.Path + request.QueryString;
        try
        {
            return new RemoteWriteRequest(path, headers, body, WriteRequestDecoder.Decode(body), Problem: null, answer);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException)
        {
            return new RemoteWriteRequest(path, headers, body, [], e.Message, new RemoteWriteAnswer { Status = 400, Body = e.Message });
        }
    }

    private static async Task GiveAsync(RemoteWriteRequest request, HttpContext context)
    {
        var answer = request.Answer;
        if (answer.Delay != TimeSpan.Zero)
            await Task.Delay(answer.Delay, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answer.Abort || context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } retryAfter)
            context.Response.Headers.RetryAfter = retryAfter;
        if (answer.TellsWritten)
        {
            context.Response.Headers["X-Prometheus-Remote-Write-Samples-Written"] = $"{request.Series.Sum(s => s.Samples.Count)}";
            context.Response.Headers["X-Prometheus-Remote-Write-Exemplars-Written"] = $"{request.Series.Sum(s => s.Exemplars.Count)}";
        }

        if (answer.Body.Length > 0)
            await context.Response.WriteAsync(answer.Body);
    }
}
