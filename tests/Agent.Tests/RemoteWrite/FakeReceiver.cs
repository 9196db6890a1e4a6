using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>A receiver without a socket: answers as scripted, then 204; knows when each request came.</summary>
internal sealed class FakeReceiver(FakeTimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Queue<(int? Status, string? RetryAfter)> _script = new();
    private readonly List<(DateTimeOffset At, HttpRequestMessage Request, byte[] Body, int? Status)> _requests = [];

    /// <summary>What is answered once the script is used up; null: the connection breaks.</summary>
    public int? Always { get; set; } = 204;

    /// <summary>True: no answer at all.</summary>
    public bool Hangs { get; set; }

    public int Handlers { get; private set; }

    public IReadOnlyList<(DateTimeOffset At, HttpRequestMessage Request, byte[] Body, int? Status)> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    /// <summary>Series of the requests that were taken, in order; metadata requests have none.</summary>
    public IReadOnlyList<WrittenSeries> Taken => [.. Requests.Where(r => r.Status is >= 200 and < 300).SelectMany(r => WriteRequestDecoder.Decode(r.Body))];

    /// <summary>Requests that carried samples.</summary>
    public IReadOnlyList<(DateTimeOffset At, HttpRequestMessage Request, byte[] Body, int? Status)> Writes => [.. Requests.Where(r => WriteRequestDecoder.Decode(r.Body).Count > 0)];

    public void Next(int? status, string? retryAfter = null)
    {
        lock (_lock)
            _script.Enqueue((status, retryAfter));
    }

    public HttpMessageHandler NewHandler()
    {
        Handlers++;
        return new Handler(this);
    }

    private sealed class Handler(FakeReceiver receiver) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await receiver.AnswerAsync(request, await request.Content!.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, byte[] body, CancellationToken cancellation)
    {
        int? status;
        string? retryAfter;
        lock (_lock)
        {
            (status, retryAfter) = _script.Count > 0 ? _script.Dequeue() : (Always, null);
            _requests.Add((clock.GetUtcNow(), request, body, Hangs ? null : status));
        }

        if (Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        if (status is null)
            throw new HttpRequestException("Connection refused");

        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent("what the receiver says") };
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }
}
