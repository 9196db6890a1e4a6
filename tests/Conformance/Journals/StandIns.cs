using System.Globalization;
using System.Text.RegularExpressions;

namespace Sonde.Conformance.Journals;

/// <summary>Ids that the emulator makes up → <c>‹kind number›</c>, numbered as they first come in a journal, so that one id for another is still seen.</summary>
internal sealed partial class StandIns
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public string In(string text) => MadeUp().Replace(text, match => Of(match.Groups.Values.Skip(1).First(group => group.Success).Name, match.Value));

    private string Of(string kind, string id)
    {
        if (!_known.TryGetValue(id, out var standIn))
        {
            var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            standIn = _known[id] = string.Create(CultureInfo.InvariantCulture, $"‹{kind} {number}›");
        }

        return standIn;
    }

    // Multipart uploads have 32 hexadecimal digits in upper case, as have the ETags of their parts within quotes, which are content and stay.
    [GeneratedRegex("\\b(?<instance>rw-[0-9a-f]{26})\\b|\\b(?<workspace>grafana-cn-(?!1\\b)[0-9a-z]+)\\b|^(?<upload>[0-9A-F]{32})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MadeUp();
}
