using System.Collections.Concurrent;
using System.Net;

namespace Sonde.Agent.Tests;

/// <summary>Stands for the servers that the agent talks to, without a socket: answers by a function and remembers what it was asked.</summary>
internal sealed class FakeServer(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
{
    public FakeServer(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    /// <summary>Requests in their order, with the body of each.</summary>
    public ConcurrentQueue<(HttpRequestMessage Request, byte[] Body)> Requests { get; } = new();

    /// <summary>Number of times that connections were made anew.</summary>
    public int Handlers { get; private set; }

    public HttpMessageHandler NewHandler()
    {
        Handlers++;
        return new Handler(this, answer);
    }

    public static HttpResponseMessage Page(string text) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(text, System.Text.Encoding.UTF8, "text/plain"),
    };

    private sealed class Handler(FakeServer server, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            server.Requests.Enqueue((request, request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken)));
            return await answer(request, cancellationToken);
        }
    }
}
