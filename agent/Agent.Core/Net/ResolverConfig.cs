using System.Globalization;
using System.Net;

namespace Sonde.Agent.Core.Net;

/// <summary>What <c>resolv.conf</c> says.</summary>
/// <param name="Servers">Whom to ask, in order.</param>
/// <param name="Search">Domains to try behind a short name.</param>
/// <param name="Dots">From how many dots on a name is first tried as it is.</param>
/// <param name="Timeout">Wait for one answer.</param>
/// <param name="Attempts">Rounds over all servers.</param>
internal sealed record ResolverConfig(IReadOnlyList<IPEndPoint> Servers, IReadOnlyList<string> Search, int Dots, TimeSpan Timeout, int Attempts)
{
    private const int Port = 53;
    private const int MaxServers = 3;
    private static readonly char[] s_blanks = [' ', '\t'];

    /// <summary>Reads the text; what it does not say, or says wrongly, is as if it were not there.</summary>
    public static ResolverConfig Parse(string text)
    {
        var servers = new List<IPEndPoint>();
        string[] search = [];
        var (dots, seconds, attempts) = (1, 2, 2);
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(['#', ';'], 2)[0].Split(s_blanks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            switch (words)
            {
                case ["nameserver", var address, ..] when servers.Count < MaxServers && IPAddress.TryParse(address, out var ip):
                    servers.Add(new IPEndPoint(ip, Port));
                    break;
                case ["search" or "domain", .. var domains]:
                    search = domains;
                    break;
                case ["options", .. var options]:
                    dots = Option(options, "ndots:", 15) ?? dots;
                    seconds = Option(options, "timeout:", 30) ?? seconds;
                    attempts = Option(options, "attempts:", 5) ?? attempts;
                    break;
            }
        }

        if (servers.Count == 0)
            servers.Add(new IPEndPoint(IPAddress.Loopback, Port));
        return new ResolverConfig(servers, search, dots, TimeSpan.FromSeconds(Math.Max(1, seconds)), Math.Max(1, attempts));
    }

    /// <summary>The full names to ask for, in order.</summary>
    public IReadOnlyList<string> Candidates(string host)
    {
        if (host.EndsWith('.'))
            return [host[..^1]];

        var searched = Search.Where(domain => domain is not ".").Select(domain => $"{host}.{domain.TrimEnd('.')}");
        return host.Count(c => c == '.') >= Dots ? [host, .. searched] : [.. searched, host];
    }

    private static int? Option(string[] options, string name, int most) =>
        options.LastOrDefault(option => option.StartsWith(name, StringComparison.Ordinal)) is { } found
        && int.TryParse(found.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? Math.Min(value, most)
            : null;
}
