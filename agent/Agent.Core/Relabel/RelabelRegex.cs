using System.Text;
using System.Text.RegularExpressions;

namespace Sonde.Agent.Core.Relabel;

/// <summary>A regular expression of a relabel rule: RE2's syntax, anchored at both ends, linear in the text whatever the pattern.</summary>
internal sealed class RelabelRegex
{
    // .NET's own switch: a pattern whose automaton would outgrow this is refused instead of built.
    private const string AutomatonLimit = "REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE";
    private const int MaxAutomaton = 10_000;

    // Stands after a text that ends in a line feed: .NET's linear engine loses the groups of such a text where it is the end.
    private const char Guard = '\uffff';
    private const char LineFeed = '\n';

    private readonly Regex _regex;
    private readonly IReadOnlyList<string> _groups;
    private readonly Lazy<Regex> _guarded;

    static RelabelRegex() => AppContext.SetData(AutomatonLimit, MaxAutomaton);

    private RelabelRegex(string pattern, IReadOnlyList<string> groups)
    {
        _regex = Linear($@"\A(?s:{pattern})\z");
        _groups = groups;
        _guarded = new(() => Linear($@"\A(?s:{WithoutEnds(pattern)}){Guard}\z"));
    }

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="FormatException">The expression is wrong; the message is for the person who wrote it.</exception>
    public static RelabelRegex Compile(string expression)
    {
        try
        {
            var (pattern, groups) = RegexTranslation.Of(expression);
            return new(pattern, groups);
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
        if (MatchOf(text) is not { } match)
            return null;

        return template.Contains('$', StringComparison.Ordinal) ? Fill(match, template) : template;
    }

    /// <summary>Both templates filled from one match; null where the text does not match.</summary>
    public (string First, string Second)? Expand(string text, string first, string second) =>
        MatchOf(text) is { } match ? (Fill(match, first), Fill(match, second)) : null;

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private Match? MatchOf(string text)
    {
        var match = _regex.Match(text);
        if (!match.Success)
            return null;
        if (_groups.Count == 1 || !text.EndsWith(LineFeed))
            return match;

        // The text is known to match, so that an end asked for inside of the expression need not be asked for again.
        var guarded = _guarded.Value.Match(text + Guard);
        return guarded.Success ? guarded : match;
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
            return match.Groups[number].Value.TrimEnd(Guard);

        for (var i = 1; i < _groups.Count; i++)
        {
            if (_groups[i] == name && match.Groups[i].Success)
                return match.Groups[i].Value;
        }

        return "";
    }

    /// <summary>The expression without its <c>\z</c>; a backslash before stands for itself and takes the next sign along.</summary>
    private static string WithoutEnds(string pattern)
    {
        StringBuilder without = new(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '\\' || i + 1 == pattern.Length)
                without.Append(pattern[i]);
            else if (pattern[++i] == 'z')
                without.Append("(?:)");
            else
                without.Append('\\').Append(pattern[i]);
        }

        return without.ToString();
    }
}
