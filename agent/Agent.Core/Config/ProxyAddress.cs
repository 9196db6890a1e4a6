using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Sonde.Agent.Core.Config;

/// <summary>Addresses as <c>sonde.proxy</c> and <c>--proxy</c> name them.</summary>
public static class ProxyAddress
{
    /// <summary>What a faulty address is told to look like.</summary>
    public const string Form = "an IP address and a port, such as 0.0.0.0:9000 or 127.0.0.1:19000";

    /// <summary>Reads where to listen: as <see cref="TryParse"/>, and port 0 for any free one.</summary>
    public static bool TryParseListen(string text, [NotNullWhen(true)] out IPEndPoint? address) =>
        TryParse(text, out address) || (text.EndsWith(":0", StringComparison.Ordinal) && IPEndPoint.TryParse(text, out address));

    /// <summary>Reads <c>address:port</c> (port from 1 to 65535); <c>localhost</c> is 127.0.0.1.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? address)
    {
        const string Local = "localhost:";
        var numeric = text.StartsWith(Local, StringComparison.OrdinalIgnoreCase) ? $"127.0.0.1:{text[Local.Length..]}" : text;
        return IPEndPoint.TryParse(numeric, out address) && address.Port > 0;
    }

    /// <summary>Two servers of one instance cannot share a port, whatever address they name.</summary>
    public static bool Clash(IPEndPoint listen, IPEndPoint engine) => listen.Port == engine.Port;
}
