using System.Net;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Running;

/// <summary>Finds the engine of this instance in a config.</summary>
internal static class EngineAddress
{
    /// <summary>The engine behind the proxy, else the first target on a loopback or wildcard address; null where there is none.</summary>
    public static IPEndPoint? Of(AgentConfig config) =>
        config.Extras.Proxy?.Engine ?? config.ScrapeJobs.SelectMany(job => job.Targets).Select(target => Local(target.Address)).FirstOrDefault(address => address is not null);

    /// <summary>The address as one to connect to; null where it is of another machine or has no port.</summary>
    public static IPEndPoint? Local(string address)
    {
        if (!ProxyAddress.TryParse(address, out var point))
            return null;
        if (point.Address.Equals(IPAddress.Any))
            return new IPEndPoint(IPAddress.Loopback, point.Port);
        if (point.Address.Equals(IPAddress.IPv6Any))
            return new IPEndPoint(IPAddress.IPv6Loopback, point.Port);
        return IPAddress.IsLoopback(point.Address) ? point : null;
    }
}
