using Sonde.Operator.Api;

namespace Sonde.Operator.Engines;

/// <summary>What is known of an inference engine's metrics.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Port">Port of the page where it is not that of the function's own server; null where it is.</param>
/// <param name="Path">Path of its metrics page; null where it has none.</param>
/// <param name="MetricsFlag">The flag without which it has no page; null where the page is always there.</param>
/// <param name="Drop">Names, as anchored regexes, of families that cost much and tell little.</param>
internal sealed record EngineProfile(Engine Engine, int? Port, string? Path, string? MetricsFlag, IReadOnlyList<string> Drop)
{
    /// <summary>Flags that say where its server listens, the one to write first; empty where none is known.</summary>
    public IReadOnlyList<string> PortFlags { get; init; } = [];

    /// <summary>A second listener that it opens without being asked; null where there is none.</summary>
    public SideListener? Side { get; init; }

    /// <summary>The flag that <paramref name="words"/> of a command line lack; null where none is needed or it is there.</summary>
    /// <param name="words">Words of the command line; one that is a whole shell script is looked into.</param>
    public string? MissingFlag(IEnumerable<string> words) =>
        MetricsFlag is { } flag && !words.SelectMany(w => w.Split(' ', '\t', '\n')).Any(w => w == flag || w.StartsWith(flag + "=", StringComparison.Ordinal)) ? flag : null;
}
