using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>A server that answers each request with the bytes that the test wants, however wrong they are.</summary>
internal sealed class RawReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<byte[]?> _answers;
    private readonly Task _running;

    /// <summary>Starts it.</summary>
    /// <param name="answers">One for each request; null resets the connection.</param>
    public RawReceiver(params ReadOnlySpan<byte[]?> answers)
    {
        _answers = new(answers.ToArray());
        _listener.Start();
        _running = RunAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/write";

    public static byte[] Answer(string text) => Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (_answers.Count > 0)
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                await ReadRequestAsync(socket);
                if (_answers.Dequeue() is { } answer)
                    await socket.SendAsync(answer, _stop.Token);
                else
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);   // a reset instead of an end
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test has what it wanted.
        }
    }

    private async Task ReadRequestAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        StringBuilder text = new();
        while (!IsWhole(text.ToString()))
        {
            var count = await socket.ReceiveAsync(buffer, _stop.Token);
            if (count == 0)
                return;
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return end > 0 && length is not null && request.Length - end - 4 >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
