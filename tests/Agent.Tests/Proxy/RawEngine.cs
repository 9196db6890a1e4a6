using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sonde.Agent.Tests.Proxy;

/// <summary>An engine on a bare socket: keeps the heads of requests as they came, and answers with the bytes that the test writes.</summary>
internal sealed class RawEngine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawConnection, string, Task> _answer;
    private readonly Task _accepting;

    /// <summary>Listens. A connection ends where the answer returns after <see cref="RawConnection.Close"/>; else the next request is read from it.</summary>
    public RawEngine(Func<RawConnection, string, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Heads of the requests, in order.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public async ValueTask DisposeAsync()
    {
        if (_accepting.IsCompleted)
            return;
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using RawConnection connection = new(socket, _stop.Token);
        try
        {
            while (!connection.IsClosed && await connection.TryReadHeadAsync() is { } head)
            {
                Heads.Enqueue(head);
                await _answer(connection, head);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side left, or the test is over.
        }
    }
}
