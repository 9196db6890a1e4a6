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

    /// <summary>What it understands: a receiver of 1.0 may be silent about 2.0, or answer <see cref="AnswerToV2"/>.</summary>
    public bool KnowsV2 { get; set; } = true;

    /// <summary>What a receiver of 1.0 says of 2.0.</summary>
    public int AnswerToV2 { get; set; } = 415;

    /// <summary>Samples that it claims to have written; null: all.</summary>
    public int? Written { get; set; }

    /// <summary>The body of its refusals.</summary>
    public string Text { get; set; } = "what the receiver says";

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
    public IReadOnlyList<WrittenSeries> Taken => [.. Requests.Where(r => r.Status is >= 200 and < 300 && (KnowsV2 || !IsV2(r.Request))).SelectMany(r => WriteRequestDecoder.Decode(r.Body))];

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

    private int? Understood(int? status, HttpRequestMessage request) => !KnowsV2 && IsV2(request) && status is >= 200 and < 300 ? AnswerToV2 : status;

    private static bool IsV2(HttpRequestMessage request) => request.Headers.GetValues("X-Prometheus-Remote-Write-Version").Single() == "2.0.0";

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
            status = Understood(status, request);
            _requests.Add((clock.GetUtcNow(), request, body, Hangs ? null : status));
        }

        if (Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        if (status is null)
            throw new HttpRequestException("Connection refused");

        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(Text) };
        if (KnowsV2 && IsV2(request) && status is < 500)
            response.Headers.Add("X-Prometheus-Remote-Write-Samples-Written", $"{(status >= 300 ? Written ?? 0 : Written ?? WriteRequestDecoder.Decode(body).Count)}");
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }
}
