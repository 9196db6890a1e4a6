using System.Globalization;

namespace Sonde.Engine.CommandLine;

/// <summary>What a command line said: words without an option, and the words of each option by its long name.</summary>
internal sealed record ParsedArguments(IReadOnlyList<string> Positionals, IReadOnlyDictionary<string, IReadOnlyList<string>> Options)
{
    /// <summary>True when the option was given (and not taken back by <c>--no-…</c>).</summary>
    public bool Has(string option) => Options.ContainsKey(option);

    /// <summary>The option's last word, or null.</summary>
    public string? Text(string option) => Options.TryGetValue(option, out var words) && words.Count > 0 ? words[^1] : null;

    /// <summary>All words of the option, possibly none.</summary>
    public IReadOnlyList<string> List(string option) => Options.TryGetValue(option, out var words) ? words : [];

    /// <summary>The option as a whole number, or null.</summary>
    public int? Integer(string option) => Text(option) is { } word ? int.Parse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;
}
