using System.Net;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Cli;

/// <summary>The two ends of the proxy, as <c>--proxy LISTEN=ENGINE</c> has them.</summary>
/// <param name="Listen">Where callers come in.</param>
/// <param name="Engine">Where the engine listens.</param>
internal sealed record ProxyRoute(IPEndPoint Listen, IPEndPoint Engine)
{
    /// <summary>The route, or what is wrong with the text.</summary>
    public static ProxyRoute? Parse(string text, out string? fault)
    {
        const string Example = "--proxy takes LISTEN=ENGINE, such as 0.0.0.0:9000=127.0.0.1:19000";
        fault = null;
        if (text.Split('=') is not [var listen, var engine] || !ProxyAddress.TryParseListen(listen, out var from) || !ProxyAddress.TryParse(engine, out var to))
            fault = $"{Example}; it got {text}.";
        else if (ProxyAddress.Clash(from, to))
            fault = $"{Example}; the ports must differ, it got {text}.";
        else
            return new ProxyRoute(from, to);
        return null;
    }
}
