using System.Globalization;
using Sonde.Operator.Api;
using Sonde.Operator.Engines;

namespace Sonde.Operator.Desired;

/// <summary>The engine's command line with the flags that its metrics need.</summary>
/// <param name="Words">The command line.</param>
/// <param name="MissingFlag">A flag that is needed and could not be added, since the spec holds no command; null where none is.</param>
internal sealed record StartCommand(CommandWords Words, string? MissingFlag)
{
    /// <summary>Adds what is missing.</summary>
    public static StartCommand Of(LlmFunction function, EngineProfile? profile)
    {
        var container = function.Spec.Container!;
        var words = new CommandWords(container.Command, container.Args);
        var missing = profile?.MissingFlag(words.All);
        if (words.All.Count == 0)
            return new(words, missing);

        words = missing is null ? words : words.With(missing);
        return new(profile?.Side is { } side ? Apart(words, side, function) : words, null);
    }

    /// <summary>Moves the side listener away where it and the server want one port: the second to come would end the engine.</summary>
    private static CommandWords Apart(CommandWords words, SideListener side, LlmFunction function)
    {
        if ((words.Port([side.Flag]) ?? side.Port) != (function.Spec.Container!.Port ?? ContainerSpec.DefaultPort))
            return words;

        var free = FreePorts.ForSideListener(function);
        return words.WithPort([side.Flag], free) ?? words.With(side.Flag, free.ToString(CultureInfo.InvariantCulture));
    }
}
