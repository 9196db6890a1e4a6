using System.Globalization;

namespace Sonde.Engine.CommandLine;

/// <summary>Reads a command line as Python's argparse does: <c>--name value</c>, <c>--name=value</c>, short names, unique prefixes, lists.</summary>
/// <remarks>Options are given as text, one word each: <c>--port:int</c>, <c>--tensor-parallel-size|-tp:int</c>. Kinds: flag, switch, str, int, float, list.</remarks>
internal sealed class ArgumentParser
{
    private readonly Dictionary<string, (string Name, OptionKind Kind)> _options = new(StringComparer.Ordinal);

    public ArgumentParser(string specification)
    {
        foreach (var word in specification.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var (names, kind) = word.LastIndexOf(':') is var colon and > 0 ? (word[..colon], KindOf(word[(colon + 1)..])) : (word, OptionKind.Text);
            var aliases = names.Split('|');
            foreach (var alias in aliases)
                _options[alias] = (aliases[0], kind);
        }
    }

    /// <summary>Reads <paramref name="words"/>.</summary>
    /// <exception cref="UsageException">An option is unknown, ambiguous, lacks its value or has a value of the wrong type.</exception>
    public ParsedArguments Parse(IReadOnlyList<string> words)
    {
        var positionals = new List<string>();
        var options = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var unknown = new List<string>();
        for (var at = 0; at < words.Count; at++)
        {
            if (!LooksLikeOption(words[at]))
            {
                (unknown.Count > 0 ? unknown : positionals).Add(words[at]);
                continue;
            }

            var (given, inline) = words[at].Split('=', 2) is [var left, var right] ? (left, right) : (words[at], null);
            if (Find(given) is not { } option)
            {
                if (TakesBack(given, options))
                    continue;
                unknown.Add(words[at]);
                continue;
            }

            at += Take(option, inline, words, at + 1, options);
        }

        return unknown.Count == 0 ? new(positionals, options) : throw new UsageException($"unrecognized arguments: {string.Join(' ', unknown)}");
    }

    private static int Take((string Name, OptionKind Kind) option, string? inline, IReadOnlyList<string> words, int next, Dictionary<string, IReadOnlyList<string>> options)
    {
        if (option.Kind is OptionKind.Flag or OptionKind.Switch)
        {
            options[option.Name] = inline is null ? [] : throw new UsageException($"argument {option.Name}: ignored explicit argument '{inline}'");
            return 0;
        }

        if (inline is not null)
        {
            options[option.Name] = [Checked(option, inline)];
            return 0;
        }

        var most = option.Kind == OptionKind.List ? int.MaxValue : 1;
        var taken = words.Skip(next).TakeWhile(word => !LooksLikeOption(word)).Take(most).Select(word => Checked(option, word)).ToList();
        if (taken.Count == 0)
            throw new UsageException($"argument {option.Name}: expected {(most == 1 ? "one argument" : "at least one argument")}");
        options[option.Name] = taken;
        return taken.Count;
    }

    private (string Name, OptionKind Kind)? Find(string given)
    {
        // vLLM reads --max_model_len as --max-model-len; so does SGLang for the names it aliases.
        var name = given.StartsWith("--", StringComparison.Ordinal) ? given.Replace('_', '-') : given;
        if (_options.TryGetValue(name, out var exact))
            return exact;
        if (!name.StartsWith("--", StringComparison.Ordinal))
            return null;

        var matches = _options.Where(o => o.Key.StartsWith(name, StringComparison.Ordinal)).Select(o => o.Value.Name).Distinct(StringComparer.Ordinal).ToList();
        return matches.Count switch
        {
            0 => null,
            1 => _options[matches[0]],
            _ => throw new UsageException($"ambiguous option: {given} could match {string.Join(", ", matches.Order(StringComparer.Ordinal))}"),
        };
    }

    private bool TakesBack(string given, Dictionary<string, IReadOnlyList<string>> options)
    {
        if (!given.StartsWith("--no-", StringComparison.Ordinal) || !_options.TryGetValue("--" + given["--no-".Length..], out var option) || option.Kind != OptionKind.Switch)
            return false;
        options.Remove(option.Name);
        return true;
    }

    private static bool LooksLikeOption(string word) =>
        word.Length > 1 && word[0] == '-' && !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Checked((string Name, OptionKind Kind) option, string word) => option.Kind switch
    {
        OptionKind.Integer when !int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
            throw new UsageException($"argument {option.Name}: invalid int value: '{word}'"),
        OptionKind.Number when !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
            throw new UsageException($"argument {option.Name}: invalid float value: '{word}'"),
        _ => word,
    };

    private static OptionKind KindOf(string word) => word switch
    {
        "flag" => OptionKind.Flag,
        "switch" => OptionKind.Switch,
        "str" => OptionKind.Text,
        "int" => OptionKind.Integer,
        "float" => OptionKind.Number,
        "list" => OptionKind.List,
        _ => throw new InvalidOperationException($"No option kind is called {word}."),
    };
}
