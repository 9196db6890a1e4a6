using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;

namespace Sonde.Agent.Proxy;

/// <summary>Makes the client side of the proxy: HTTP/1.1 to one address of this instance, adding and following nothing.</summary>
internal static class EngineClient
{
    // Below what servers grant an idle connection (gunicorn 2 s, uvicorn 5 s): a request must not meet a connection that its other end is closing.
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(15);
    private const int HeaderKilobytes = 128;

    [SuppressMessage("Reliability", "CA2000", Justification = "The invoker disposes of it.")]
    public static HttpMessageInvoker Create() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = s_idle,
        ConnectTimeout = s_connect,
        MaxResponseHeadersLength = HeaderKilobytes,
        // Bytes as they are, whatever they mean.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    });
}
