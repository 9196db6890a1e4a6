using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sonde.Agent.Tests.Proxy;

/// <summary>HTTP/1.1 by hand, one byte a character (Latin-1): what is sent and received is what stands in the test.</summary>
internal sealed class RawConnection(Socket socket, CancellationToken cancellation) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly StringBuilder _received = new();

    public bool IsClosed { get; private set; }

    /// <summary>Received and not taken yet.</summary>
    public string Rest => _received.ToString();

    public static async Task<RawConnection> ToAsync(IPEndPoint address, CancellationToken cancellation)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, cancellation);
        return new RawConnection(socket, cancellation);
    }

    public Task SendAsync(string text) => _stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation).AsTask();

    /// <summary>Reads up to and with a text, and gives it.</summary>
    /// <exception cref="IOException">The other side closed or reset first.</exception>
    public async Task<string> ReadToAsync(string end)
    {
        while (true)
        {
            var text = _received.ToString();
            if (text.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at)
            {
                _received.Remove(0, at + end.Length);
                return text[..(at + end.Length)];
            }

            if (!await MoreAsync())
                throw new IOException($"Closed before '{end}'. Got: {text}");
        }
    }

    /// <summary>Head of the next request; null where the other side closed.</summary>
    public async Task<string?> TryReadHeadAsync()
    {
        try
        {
            return await ReadToAsync("\r\n\r\n");
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Reads until the other side closes or resets, and gives all that came.</summary>
    public async Task<string> ReadToEndAsync()
    {
        try
        {
            while (await MoreAsync())
            {
                // All of it is in the buffer.
            }
        }
        catch (IOException)
        {
            // Reset: as good an end as any.
        }

        return _received.ToString();
    }

    /// <summary>Nothing more is read; closes at the end of the answer.</summary>
    public void Close() => IsClosed = true;

    /// <summary>Closes with a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        IsClosed = true;
        socket.Close();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<bool> MoreAsync()
    {
        var buffer = new byte[4096];
        var count = await _stream.ReadAsync(buffer, cancellation).AsTask().WaitAsync(s_patience, TimeProvider.System, cancellation);
        _received.Append(Encoding.Latin1.GetString(buffer, 0, count));
        return count > 0;
    }
}
