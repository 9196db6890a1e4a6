namespace Sonde.Agent.Core.Scrape;

/// <summary>Where to connect for a target's address.</summary>
internal static class PageAddress
{
    /// <summary>The URL to connect to. "Any address" names no host to connect to; Linux takes it for loopback, and so do we.</summary>
    public static Uri Connectable(Uri url) => url.Host switch
    {
        "0.0.0.0" => new UriBuilder(url) { Host = "127.0.0.1" }.Uri,
        "[::]" => new UriBuilder(url) { Host = "[::1]" }.Uri,
        _ => url,
    };

    /// <summary>Where a redirect leads: its path and query on the same server. A foreign host is allowed only in name.</summary>
    /// <remarks>
    /// Engines behind a gateway redirect <c>/metrics</c> to <c>/metrics/</c> with the outer host name in <c>Location</c>; that address may be
    /// unreachable from inside, and must not be given our credentials. So where only the slash differs the host is ignored; else it must be ours.
    /// </remarks>
    public static Uri? Redirected(Uri from, Uri? location)
    {
        if (location is null)
            return null;

        var to = location.IsAbsoluteUri ? location : new Uri(from, location);
        var here = new UriBuilder(from) { Path = to.AbsolutePath, Query = to.Query }.Uri;
        var isSameServer = to.Scheme == from.Scheme && to.Host == from.Host && to.Port == from.Port;
        return isSameServer || to.AbsolutePath.TrimEnd('/') == from.AbsolutePath.TrimEnd('/') ? here : null;
    }
}
