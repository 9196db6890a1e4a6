using System.Globalization;
using System.Text.RegularExpressions;

namespace Sonde.Operator.Desired;

/// <summary>The words of a container's command line. The last of them may be a whole shell script.</summary>
/// <param name="Entrypoint">Replaces the image's entrypoint; null is not managed.</param>
/// <param name="Args">Replaces the image's command; null is not managed.</param>
internal sealed partial record CommandWords(IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Args)
{
    private static readonly HashSet<string> s_shells = new(StringComparer.Ordinal) { "sh", "bash", "dash", "ash", "zsh" };

    /// <summary>All words, as the container gets them.</summary>
    public IReadOnlyList<string> All => [.. Entrypoint ?? [], .. Args ?? []];

    /// <summary>Not every <c>-c</c> is a shell's: llama.cpp takes the size of its context so.</summary>
    private bool IsScript =>
        All.Count >= 2 && All[^2] is ['-', .., 'c'] and not ['-', '-', ..]
        && (All.Any(IsShell) || (All.Count == 2 && All[1].Contains(' ', StringComparison.Ordinal)));

    /// <summary>Adds a flag at the end, where every engine takes flags; into a script, which is one word.</summary>
    public CommandWords With(params string[] flag)
    {
        IReadOnlyList<string> Longer(IReadOnlyList<string> words) =>
            IsScript ? [.. words.SkipLast(1), $"{words[^1].TrimEnd()} {string.Join(' ', flag)}"] : [.. words, .. flag];

        return Args is { Count: > 0 } ? new(Entrypoint, Longer(Args)) : new(Longer(Entrypoint ?? []), Args);
    }

    /// <summary>The port that the last of these flags names; null where none does, or it is a shell's variable.</summary>
    public int? Port(IReadOnlyList<string> flags)
    {
        var found = IsScript ? InScript(flags).Select(m => m.Groups["value"].Value.Trim('"', '\'')) : ByWord(flags).Select(at => at.Value);
        return int.TryParse(found.LastOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    /// <summary>The same command line with another port, added where none of the flags is there.</summary>
    /// <returns>Null for a shell's script in which no flag, or more than one, stands with a port: where it belongs there cannot be known.</returns>
    public CommandWords? WithPort(IReadOnlyList<string> flags, int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        if (IsScript)
        {
            return InScript(flags) is [var only]
                ? Split([.. All.SkipLast(1), string.Concat(All[^1].AsSpan(0, only.Groups["value"].Index), number, All[^1].AsSpan(only.Index + only.Length))])
                : null;
        }

        var places = ByWord(flags);
        if (places.Count == 0)
            return All.Any(IsShell) ? null : With(flags[0], number);

        var words = All.ToArray();
        foreach (var place in places)
            words[place.Index] = place.Prefix + number;
        return Split(words);
    }

    private static bool IsShell(string word) => s_shells.Contains(Path.GetFileName(word));

    private CommandWords Split(string[] words) =>
        new(Entrypoint is null ? null : words[..Entrypoint.Count], Args is null ? null : words[(Entrypoint?.Count ?? 0)..]);

    private List<Match> InScript(IReadOnlyList<string> flags) => [.. FlagWithPort().Matches(All[^1]).Where(m => flags.Contains(m.Groups["flag"].Value))];

    /// <summary>Words that hold a port: the one behind the flag, or the flag's own (<c>--port=9000</c>, <c>-p9000</c>).</summary>
    private List<(int Index, string Prefix, string Value)> ByWord(IReadOnlyList<string> flags)
    {
        var found = new List<(int, string, string)>();
        for (var i = 0; i < All.Count; i++)
        {
            var word = All[i];
            foreach (var flag in flags)
            {
                if (word == flag && i + 1 < All.Count)
                    found.Add((i + 1, "", All[i + 1]));
                else if (word.StartsWith(flag + "=", StringComparison.Ordinal))
                    found.Add((i, flag + "=", word[(flag.Length + 1)..]));
                else if (flag is ['-', not '-'] && word.Length > flag.Length && word.StartsWith(flag, StringComparison.Ordinal) && word.Skip(flag.Length).All(char.IsAsciiDigit))
                    found.Add((i, flag, word[flag.Length..]));
            }
        }

        return found;
    }

    [GeneratedRegex("""(?<!\S)(?<flag>--?[A-Za-z][\w-]*)(?:=|\s+)(?<value>["']?(?:\d+|\$\w+|\$\{[^}\s]*\})["']?)(?=[\s;&|)]|$)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FlagWithPort();
}
