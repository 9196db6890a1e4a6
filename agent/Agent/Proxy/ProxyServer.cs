using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Sonde.Agent.Proxy;

/// <summary>Makes the server side of the proxy: Kestrel without a host, HTTP/1.1, with the engine's limits instead of its own.</summary>
internal static class ProxyServer
{
    private const int LongestHeaders = 1 << 20;
    private const int MostHeaders = 10_000;

    /// <summary>A server that listens nowhere yet.</summary>
    public static KestrelServer Create(IPEndPoint listen)
    {
        // Its lines tell paths and headers of callers: our own lines say what is worth saying.
        var noLines = NullLoggerFactory.Instance;
        KestrelServerOptions options = new() { AddServerHeader = false, AllowSynchronousIO = false };
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        LiftLimits(options.Limits);
        options.Listen(listen, static port => port.Protocols = HttpProtocols.Http1);
        return new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), noLines), noLines);
    }

    /// <summary>Where a started server listens, with the port that it was given.</summary>
    public static string AddressOf(KestrelServer server) => server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    private static void LiftLimits(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxConcurrentConnections = null;
        limits.KeepAliveTimeout = TimeSpan.FromDays(1);
        limits.RequestHeadersTimeout = TimeSpan.FromDays(1);
        limits.MaxRequestLineSize = LongestHeaders;
        limits.MaxRequestHeadersTotalSize = LongestHeaders;
        limits.MaxRequestBufferSize = LongestHeaders * 2;
        limits.MaxRequestHeaderCount = MostHeaders;
    }
}
