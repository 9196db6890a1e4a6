namespace Sonde.Operator.Cloud.Http;

/// <summary>The pool of connections to the cloud.</summary>
internal static class CloudConnections
{
    /// <remarks>
    /// No redirect: it would carry a signature made for one host to another. No proxy from the environment: it would see the keys of plain
    /// http endpoints. Connections end after a while, so that a change of DNS is noticed.
    /// </remarks>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        MaxConnectionsPerServer = 64,
    };
}
