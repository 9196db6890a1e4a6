using System.Text;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Logging;

/// <summary>The texts of a configuration that must stand in no line, whoever says them: a receiver may repeat in its answer what it was sent.</summary>
internal static class Secrets
{
    // Shorter ones would blot out words; who has such a password has none.
    private const int Shortest = 6;

    /// <summary>Passwords, tokens, what they look like on the wire, values of headers and of a URL's query; the longest first.</summary>
    public static IReadOnlyList<string> Of(AgentConfig config) =>
        [.. config.RemoteWrites.SelectMany(OfDestination).Concat(config.ScrapeJobs.SelectMany(OfJob)).Where(text => text.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)];

    private static IEnumerable<string> OfDestination(RemoteWriteDestination to) =>
        OfAuth(to.Auth).Concat(to.Headers.Select(header => header.Value)).Concat(OfQuery(to.Url));

    private static IEnumerable<string> OfJob(ScrapeJob job) =>
        OfAuth(job.Auth).Concat(job.Headers.Select(header => header.Value)).Concat(job.Parameters.SelectMany(parameter => parameter.Values));

    private static string[] OfAuth(HttpAuth? auth) => auth switch
    {
        HttpAuth.Basic basic => [basic.Password, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Username}:{basic.Password}"))],
        HttpAuth.Bearer bearer => [bearer.Token],
        _ => [],
    };

    private static IEnumerable<string> OfQuery(string url) => url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at
        ? url[(at + 1)..].Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..])
        : [];
}
