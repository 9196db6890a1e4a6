using System.Text;
using System.Text.RegularExpressions;

namespace Sonde.Agent.Core.Relabel;

/// <summary>A regular expression of a relabel rule: RE2's syntax, anchored at both ends, linear in the text whatever the pattern.</summary>
internal sealed class RelabelRegex
{
    // .NET's own switch: a pattern whose automaton would outgrow this is refused instead of built.
    private const string AutomatonLimit = "REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE";
    private const int MaxAutomaton = 10_000;

    private readonly Regex _regex;
    private readonly IReadOnlyList<string> _groups;

    static RelabelRegex() => AppContext.SetData(AutomatonLimit, MaxAutomaton);

    private RelabelRegex(Regex regex, IReadOnlyList<string> groups) => (_regex, _groups) = (regex, groups);

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="FormatException">The expression is wrong; the message is for the person who wrote it.</exception>
    public static RelabelRegex Compile(string expression)
    {
        try
        {
            var (pattern, groups) = RegexTranslation.Of(expression);
            var regex = new Regex($@"\A(?s:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return new(regex, groups);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"regex '{expression}' is not valid: {e.Message}", e);
        }
    }

    public bool IsMatch(string text) => _regex.IsMatch(text);

    /// <summary>The template with the groups of the match filled in; null where the text does not match.</summary>
    /// <remarks>As Go's Expand: <c>$1</c>, <c>$name</c> (the longest run of letters, digits and underscores), <c>${name}</c>, <c>$$</c>; an unknown group is empty.</remarks>
    public string? Expand(string text, string template)
    {
        var match = _regex.Match(text);
        if (!match.Success)
            return null;

        return template.Contains('$', StringComparison.Ordinal) ? Fill(match, template) : template;
    }

    /// <summary>Both templates filled from one match; null where the text does not match.</summary>
    public (string First, string Second)? Expand(string text, string first, string second)
    {
        var match = _regex.Match(text);
        return match.Success ? (Fill(match, first), Fill(match, second)) : null;
    }

    private string Fill(Match match, string template)
    {
        StringBuilder filled = new();
        for (var i = 0; i < template.Length;)
        {
            if (template[i] != '$' || i + 1 == template.Length)
                filled.Append(template[i++]);
            else if (template[i + 1] == '$')
            {
                filled.Append('$');
                i += 2;
            }
            else if (GroupName(template, i + 1) is { Length: > 0 } name)
            {
                filled.Append(GroupText(match, name.Text));
                i += 1 + name.Length;
            }
            else
                filled.Append(template[i++]);
        }

        return filled.ToString();
    }

    private static (string Text, int Length) GroupName(string template, int at)
    {
        var isBraced = template[at] == '{';
        var start = isBraced ? at + 1 : at;
        var end = start;
        while (end < template.Length && (char.IsLetterOrDigit(template[end]) || template[end] == '_'))
            end++;

        if (isBraced && (end == template.Length || template[end] != '}'))
            return ("", 0);
        return end == start ? ("", 0) : (template[start..end], end - at + (isBraced ? 1 : 0));
    }

    private string GroupText(Match match, string name)
    {
        if (int.TryParse(name, out var number))
            return match.Groups[number].Value;

        for (var i = 1; i < _groups.Count; i++)
        {
            if (_groups[i] == name && match.Groups[i].Success)
                return match.Groups[i].Value;
        }

        return "";
    }
}
