using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Sonde.Emulator.Http;

/// <summary>Sends the beginning of an answer and breaks the connection.</summary>
/// <remarks>The server's own abort throws away what it has not sent yet, so these bytes go to the socket directly.</remarks>
internal static class BrokenConnection
{
    /// <param name="promised">Value of <c>Content-Length</c>.</param>
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> part, int promised)
    {
        var response = context.Response;
        response.ContentLength = promised;
        var head = new StringBuilder($"HTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}\r\n");
        foreach (var (name, values) in response.Headers)
        {
            foreach (var value in values)
                head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        await SendAsync(socket, Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), context.RequestAborted);
        await SendAsync(socket, part, context.RequestAborted);
        context.Abort();
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
    }
}
