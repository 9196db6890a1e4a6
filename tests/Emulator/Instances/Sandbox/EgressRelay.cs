using System.Net.Sockets;

namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>The way out: a Unix socket on the host whose connections are carried on to one endpoint.</summary>
internal sealed class EgressRelay : IAsyncDisposable
{
    private readonly EgressEndpoint _endpoint;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public EgressRelay(string directory, EgressEndpoint endpoint)
    {
        _endpoint = endpoint;
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(directory, endpoint.SocketName)));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptAsync(_end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The relay ends with its host.
        }
    }

    private async Task CarryAsync(Socket inner)
    {
        using var outer = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var inside = inner;
        try
        {
            await outer.ConnectAsync(_endpoint.Host, _endpoint.Port, _end.Token);
            await Task.WhenAll(CopyAsync(inner, outer), CopyAsync(outer, inner));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // To the process inside this is a connection that was closed.
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await from.ReceiveAsync(buffer, _end.Token)) > 0)
        {
            for (var sent = 0; sent < count;)
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _end.Token);
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
