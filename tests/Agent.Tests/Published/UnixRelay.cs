using System.Net;
using System.Net.Sockets;

namespace Sonde.Agent.Tests.Published;

/// <summary>Carries connections from a Unix socket, which a network namespace cannot hide, to a TCP port of this machine.</summary>
internal sealed class UnixRelay : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    public UnixRelay(string path, Func<Stream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public static UnixRelay ToPort(string path, int port) => new(path, (stream, cancellation) => CarryAsync(stream, port, cancellation));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task CarryAsync(Stream inside, int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
        await using var outside = client.GetStream();
        await Task.WhenAny(inside.CopyToAsync(outside, cancellation), outside.CopyToAsync(inside, cancellation));
    }

    private async Task AcceptAsync()
    {
        while (true)
            _ = ServeAsync(await _listener.AcceptAsync(_stop.Token));
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await _serve(stream, _stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of both ends left; the other notices by itself.
        }
    }
}
