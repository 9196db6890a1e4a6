namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>A place outside that a sandbox may reach.</summary>
/// <param name="Host">Name or address to connect to, from outside and from inside.</param>
/// <param name="Port">Its port.</param>
/// <param name="Inside">Loopback address that stands for it inside.</param>
internal sealed record EgressEndpoint(string Host, int Port, string Inside)
{
    /// <summary>File name of the socket that leads there.</summary>
    public string SocketName => $"{Inside}-{Port}.sock";

    /// <summary>True when <see cref="Host"/> is a name that must be resolved inside.</summary>
    public bool IsName => Host != Inside;

    /// <summary>Reads <c>host:port</c> entries. A loopback address keeps itself; each name gets a loopback address of its own.</summary>
    /// <exception cref="FormatException">An entry is no <c>host:port</c>, or an address outside the loopback.</exception>
    public static IReadOnlyList<EgressEndpoint> From(IEnumerable<string> entries)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return [.. entries.Distinct(StringComparer.OrdinalIgnoreCase).Select(entry => Read(entry, names))];
    }

    private static EgressEndpoint Read(string entry, Dictionary<string, string> names)
    {
        var colon = entry.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(entry.AsSpan(colon + 1), out var port) || port is < 1 or > 65535)
            throw new FormatException($"'{entry}' is no host:port that an instance could be allowed to reach.");

        var host = entry[..colon] == "localhost" ? "127.0.0.1" : entry[..colon];
        if (System.Net.IPAddress.TryParse(host, out var address))
        {
            return System.Net.IPAddress.IsLoopback(address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
                ? new(host, port, host)
                : throw new FormatException($"'{entry}': an instance has only the loopback; allow a name or a 127.x address.");
        }

        if (!names.TryGetValue(host, out var inside))
            names[host] = inside = $"127.0.1.{names.Count + 1}";
        return new(host, port, inside);
    }
}
