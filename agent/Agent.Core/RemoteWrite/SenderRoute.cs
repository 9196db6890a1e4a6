using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>What a sender needs of its destination's configuration. Replaced as a whole when the configuration changes; the queue stays.</summary>
internal sealed class SenderRoute : IDisposable
{
    // Receivers commonly refuse more (Alibaba Cloud: 1 MB); a split costs more than a second request.
    private const int MostBytes = 1_000_000;

    private readonly HttpConnections _connections;

    /// <summary>Prepares a route.</summary>
    /// <exception cref="FormatException">A rule of the destination cannot be compiled.</exception>
    public SenderRoute(RemoteWriteDestination destination, Func<TlsOptions, HttpMessageHandler> handlers, TimeProvider clock)
    {
        Destination = destination;
        Labels = new(destination);
        _connections = new(() => handlers(destination.Tls));
        Client = new(destination, _connections, clock);
        Protocol = new(destination.Protocol);
    }

    public RemoteWriteDestination Destination { get; }

    public OutgoingLabels Labels { get; }

    public RemoteWriteClient Client { get; }

    /// <summary>Which message the receiver gets.</summary>
    public ProtocolChoice Protocol { get; }

    /// <summary>Bound of a request before compression.</summary>
    public int MaxBytes => Math.Min(Destination.Batch.MaxBytes, MostBytes);

    /// <summary>Takes over what was learned of the receiver, where it is the same one.</summary>
    public void Adopt(SenderRoute previous)
    {
        if (previous.Destination.Url == Destination.Url && previous.Destination.Protocol == Destination.Protocol)
            Protocol.Adopt(previous.Protocol);
    }

    public void Dispose()
    {
        Labels.IsClosed = true;
        _connections.Dispose();
    }
}
