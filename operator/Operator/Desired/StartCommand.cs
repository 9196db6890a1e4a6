using Sonde.Operator.Api;
using Sonde.Operator.Engines;

namespace Sonde.Operator.Desired;

/// <summary>The engine's command line with the flag that its metrics need.</summary>
/// <param name="Entrypoint">Replaces the image's entrypoint; null is not managed.</param>
/// <param name="Command">Replaces the image's command; null is not managed.</param>
/// <param name="MissingFlag">A flag that is needed and could not be added, since the spec holds no command; null where none is.</param>
internal sealed record StartCommand(IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Command, string? MissingFlag)
{
    /// <summary>Adds what is missing at the end, where every engine takes flags.</summary>
    public static StartCommand Of(ContainerSpec container, EngineProfile? profile)
    {
        List<string> entrypoint = container.Command ?? [], command = container.Args ?? [];
        if (profile?.MissingFlag([.. entrypoint, .. command]) is not { } flag)
            return new(container.Command, container.Args, null);

        if (command.Count == 0 && entrypoint.Count == 0)
            return new(null, null, flag);

        if (command.Count > 0)
            return new(container.Command, WithFlag(command, flag), null);

        return new(WithFlag(entrypoint, flag), container.Args, null);
    }

    /// <summary>A shell's script is one word; the flag goes into it.</summary>
    private static List<string> WithFlag(List<string> words, string flag)
    {
        var isScript = words.Count >= 2 && words[^2] is "-c" or "-lc";
        return isScript ? [.. words.SkipLast(1), $"{words[^1].TrimEnd()} {flag}"] : [.. words, flag];
    }
}
