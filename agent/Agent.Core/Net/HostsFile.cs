using System.Net;

namespace Sonde.Agent.Core.Net;

/// <summary>Looks a name up in the text of <c>/etc/hosts</c>.</summary>
internal static class HostsFile
{
    private static readonly char[] s_blanks = [' ', '\t'];

    public static IReadOnlyList<IPAddress> Find(string text, string host)
    {
        var found = new List<IPAddress>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split('#', 2)[0].Split(s_blanks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length > 1 && words.Skip(1).Contains(host, StringComparer.OrdinalIgnoreCase) && IPAddress.TryParse(words[0], out var address))
                found.Add(address);
        }

        return found;
    }
}
