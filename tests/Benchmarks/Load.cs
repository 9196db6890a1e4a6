using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Sonde.Benchmarks;

/// <summary>Sends ready requests over a few kept connections, one after the other on each, and reads every answer whole.</summary>
internal static class Load
{
    private const int Connections = 4;

    /// <returns>Seconds from the first request to the last answer.</returns>
    /// <exception cref="InvalidDataException">An answer was not 200.</exception>
    public static async Task<double> RunAsync(string url, IReadOnlyList<byte[]> requests, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(
            async () =>
            {
                using var socket = await ConnectAsync(new Uri(url), cancellation);
                var buffer = new byte[64 * 1024];
                while (Interlocked.Increment(ref next) is var at && at < requests.Count)
                {
                    await socket.SendAsync(requests[at], cancellation);
                    await ReadAsync(socket, buffer, cancellation);
                }
            },
            cancellation)));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<Socket> ConnectAsync(Uri url, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(url.Host, url.Port, cancellation);
        return socket;
    }

    private static async Task ReadAsync(Socket socket, byte[] buffer, CancellationToken cancellation)
    {
        var (filled, whole) = (0, int.MaxValue);
        while (filled < whole)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
                throw new InvalidDataException("the emulator closed the connection in the middle of an answer");
            filled += read;
            whole = LengthOf(buffer.AsSpan(0, filled)) ?? int.MaxValue;
        }
    }

    /// <summary>Bytes of head and body; null while the head is not there yet.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;
        var head = Encoding.ASCII.GetString(answer[..end]);
        if (!head.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            throw new InvalidDataException($"the emulator answered {head.Split('\r')[0]}: {Encoding.UTF8.GetString(answer[(end + 4)..])}");
        var length = head.Split("\r\n").First(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return end + 4 + int.Parse(length["Content-Length: ".Length..]);
    }
}
