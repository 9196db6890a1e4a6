using Microsoft.AspNetCore.Http.Features;

namespace Sonde.Agent.Proxy;

/// <summary>Keeps the forwarder's abort of a connection for later: at once, it would take with it what the engine has said and the caller has not received yet.</summary>
internal sealed class AbortWish(IHttpRequestLifetimeFeature connection) : IHttpRequestLifetimeFeature
{
    public CancellationToken RequestAborted
    {
        get => connection.RequestAborted;
        set => connection.RequestAborted = value;
    }

    private bool IsAsked { get; set; }

    public void Abort() => IsAsked = true;

    /// <summary>Breaks the answer off if that was asked for.</summary>
    /// <param name="side">Who broke the request off.</param>
    /// <exception cref="IOException">For the server: it then sends what it holds and closes without the end of the body.</exception>
    public void Fulfil(AbortSide side)
    {
        if (!IsAsked)
            return;
        if (side is AbortSide.Engine)
            throw new IOException("the engine broke off its answer");
        connection.Abort();
    }
}
