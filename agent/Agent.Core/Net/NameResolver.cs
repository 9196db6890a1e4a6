using System.Net;

namespace Sonde.Agent.Core.Net;

/// <summary>Host name → addresses, without the C library: in a static program its resolver would load shared files that an image may not have.</summary>
/// <remarks>Order: address literals, <c>localhost</c>, <c>/etc/hosts</c>, DNS. Nothing is cached: names are asked for when a connection is made, which is seldom, and after a thaw every answer is old.</remarks>
internal sealed class NameResolver(DnsClient dns, string etc = NameResolver.DefaultFolder)
{
    private const string DefaultFolder = "/etc";
    private const int LongestFile = 1 << 20;
    private const string Localhost = "localhost";

    /// <summary>The addresses of a host, at least one.</summary>
    /// <exception cref="HttpRequestException">There is none, or nobody could say.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
            return [literal];
        if (IsLocalhost(host))
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        if (HostsFile.Find(await ReadAsync("hosts", cancellation), host.TrimEnd('.')) is { Count: > 0 } listed)
            return listed;

        var config = ResolverConfig.Parse(await ReadAsync("resolv.conf", cancellation));
        var answered = false;
        foreach (var name in config.Candidates(host))
        {
            var addresses = await dns.LookUpAsync(name, config, cancellation);
            if (addresses is { Count: > 0 })
                return addresses;
            answered |= addresses is not null;
        }

        var servers = string.Join(", ", config.Servers);
        throw new HttpRequestException(HttpRequestError.NameResolutionError, answered
            ? $"Host {host} has no address (asked {servers})."
            : $"Host {host}: no name server answered (asked {servers}).");
    }

    private static bool IsLocalhost(string host)
    {
        var name = host.TrimEnd('.');
        return name.Equals(Localhost, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{Localhost}", StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var file = new FileInfo(Path.Combine(etc, name));
            return file.Exists && file.Length <= LongestFile ? await File.ReadAllTextAsync(file.FullName, cancellation) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
