using Sonde.Operator.Api;
using Sonde.Operator.Engines;

namespace Sonde.Operator.Desired;

/// <summary>The engine's command line with the flag that its metrics need.</summary>
/// <param name="Entrypoint">Replaces the image's entrypoint; null is not managed.</param>
/// <param name="Command">Replaces the image's command; null is not managed.</param>
/// <param name="MissingFlag">A flag that is needed and could not be added, since the spec holds no command; null where none is.</param>
internal sealed record StartCommand(IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Command, string? MissingFlag)
{
    private static readonly HashSet<string> s_shells = new(StringComparer.Ordinal) { "sh", "bash", "dash", "ash", "zsh" };

    /// <summary>Adds what is missing at the end, where every engine takes flags.</summary>
    public static StartCommand Of(ContainerSpec container, EngineProfile? profile)
    {
        List<string> entrypoint = container.Command ?? [], command = container.Args ?? [];
        if (profile?.MissingFlag([.. entrypoint, .. command]) is not { } flag)
            return new(container.Command, container.Args, null);

        if (command.Count == 0 && entrypoint.Count == 0)
            return new(null, null, flag);

        var isScript = IsScript([.. entrypoint, .. command]);
        return command.Count > 0
            ? new(container.Command, WithFlag(command, flag, isScript), null)
            : new(WithFlag(entrypoint, flag, isScript), container.Args, null);
    }

    /// <summary>A shell's script is one word; the flag goes into it.</summary>
    private static List<string> WithFlag(List<string> words, string flag, bool isScript) =>
        isScript ? [.. words.SkipLast(1), $"{words[^1].TrimEnd()} {flag}"] : [.. words, flag];

    /// <summary>Not every <c>-c</c> is a shell's: llama.cpp takes the size of its context so.</summary>
    private static bool IsScript(List<string> words) =>
        words.Count >= 2 && words[^2] is ['-', .., 'c'] and not ['-', '-', ..]
        && (s_shells.Contains(Path.GetFileName(words[0])) || (words.Count == 2 && words[1].Contains(' ', StringComparison.Ordinal)));
}
