using System.Net;
using System.Net.Sockets;

namespace Sonde.Agent.Running;

/// <summary>The engine's port, which most engines open once their model is loaded.</summary>
internal static class EnginePort
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);

    /// <summary>Somebody listens on it now.</summary>
    public static async Task<bool> IsOpenAsync(IPEndPoint address, CancellationToken cancellation)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Waits until somebody listens.</summary>
    public static async Task OpenAsync(IPEndPoint address, TimeProvider clock, CancellationToken cancellation)
    {
        while (!await IsOpenAsync(address, cancellation))
            await Task.Delay(s_step, clock, cancellation);
    }
}
