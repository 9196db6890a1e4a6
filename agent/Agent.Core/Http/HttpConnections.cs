namespace Sonde.Agent.Core.Http;

/// <summary>The connections to one server, which can be left behind as a whole.</summary>
/// <remarks>After a freeze the other side has long forgotten the idle ones: a request on one of them would wait for a time-out.</remarks>
internal sealed class HttpConnections : IDisposable
{
    private readonly Func<HttpMessageHandler> _newHandler;
    private HttpClient _client;
    private HttpClient? _retired;

    /// <summary>Starts without connections.</summary>
    /// <param name="newHandler">Makes a handler without connections.</param>
    public HttpConnections(Func<HttpMessageHandler> newHandler)
    {
        _newHandler = newHandler;
        _client = NewClient();
    }

    /// <summary>The client to use for the next request; do not keep it.</summary>
    public HttpClient Client => Volatile.Read(ref _client);

    /// <summary>Lets go of all idle connections. A request that is under way may end on the old ones, which are closed at the next renewal.</summary>
    public void Renew()
    {
        var retired = Interlocked.Exchange(ref _client, NewClient());
        Interlocked.Exchange(ref _retired, retired)?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _retired?.Dispose();
        _client.Dispose();
    }

    private HttpClient NewClient() => new(_newHandler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
}
