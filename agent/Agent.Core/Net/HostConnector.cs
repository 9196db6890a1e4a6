using System.Net;
using System.Net.Sockets;

namespace Sonde.Agent.Core.Net;

/// <summary>Connects to the first address of a host that takes the connection; the next one is tried beside it when it dawdles.</summary>
internal sealed class HostConnector(NameResolver resolver, TimeProvider clock)
{
    // RFC 8305's recommendation for the head start of an address.
    private static readonly TimeSpan s_headStart = TimeSpan.FromMilliseconds(250);

    /// <summary>A connector over the files of this machine.</summary>
    public static HostConnector Create(TimeProvider clock) => new(new NameResolver(new DnsClient(clock)), clock);

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await resolver.ResolveAsync(context.DnsEndPoint.Host, cancellation);
        var socket = await RaceAsync([.. addresses.Select(address => new IPEndPoint(address, context.DnsEndPoint.Port))], cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task<Socket> RaceAsync(IReadOnlyList<IPEndPoint> endpoints, CancellationToken cancellation)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = new List<Task<Socket>>();
        Exception? failure = null;
        for (var next = 0; next < endpoints.Count || running.Count > 0;)
        {
            if (next < endpoints.Count)
                running.Add(ConnectAsync(endpoints[next++], lost.Token));

            await AnyAsync(running, hasNext: next < endpoints.Count, cancellation);
            if (running.Find(static attempt => attempt.IsCompleted) is not { } finished)
                continue;
            running.Remove(finished);
            if (finished.IsCompletedSuccessfully)
            {
                await lost.CancelAsync();
                running.ForEach(CloseWhenDone);
                return await finished;
            }

            failure = finished.Exception?.InnerException ?? new OperationCanceledException(cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        throw new HttpRequestException(HttpRequestError.ConnectionError, $"{failure?.Message} ({string.Join(", ", endpoints)})", failure);
    }

    /// <summary>Waits until an attempt is over, or the head start before the next one.</summary>
    private async Task AnyAsync(List<Task<Socket>> running, bool hasNext, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var headStart = Task.Delay(hasNext ? s_headStart : Timeout.InfiniteTimeSpan, clock, over.Token);
        await Task.WhenAny([.. running, headStart]);
        await over.CancelAsync();
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellation)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void CloseWhenDone(Task<Socket> attempt) => _ = attempt.ContinueWith(
        static task =>
        {
            // A loser that connected after all is closed; one that failed has nothing to say any more.
            if (task.IsCompletedSuccessfully)
                task.GetAwaiter().GetResult().Dispose();
            else
                _ = task.Exception;
        },
        CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
