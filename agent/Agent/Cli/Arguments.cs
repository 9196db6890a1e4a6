namespace Sonde.Agent.Cli;

/// <summary>A command line, understood.</summary>
internal abstract record Arguments
{
    private Arguments() { }

    /// <summary>Run with these files.</summary>
    public sealed record Run(IReadOnlyList<string> Files) : Arguments
    {
        /// <summary>The engine's program and its arguments; empty when somebody else starts it.</summary>
        public IReadOnlyList<string> Command { get; init; } = [];

        /// <summary>Which port to own, and whose it is: known even where no config can be read.</summary>
        public ProxyRoute? Proxy { get; init; }

        /// <summary>What is wrong with our own arguments. It keeps the engine from nothing: the agent is its parent then, and no more.</summary>
        public string? Fault { get; init; }
    }

    /// <summary>Check these files.</summary>
    public sealed record Check(IReadOnlyList<string> Files) : Arguments;

    /// <summary>Print the version.</summary>
    public sealed record Version : Arguments;

    /// <summary>Print the help.</summary>
    public sealed record Help : Arguments;

    /// <summary>Say what is wrong with the command line.</summary>
    public sealed record Wrong(string Message) : Arguments;

    public static Arguments Parse(IReadOnlyList<string> args)
    {
        // What follows -- is the engine's: it may ask its own program for --help.
        string[] own = [.. args.TakeWhile(arg => arg != "--")];
        string[] rest = [.. args.Skip(own.Length)];
        return own switch
        {
            [] => new Wrong("a command is missing: run, check or version."),
            ["run", ..] when rest.Length > 1 => WithCommand(OptionList.Read(own), rest[1..]),
            _ when own.Any(arg => arg is "--help" or "-h") || own is ["help"] => new Help(),
            ["run", ..] when rest.Length == 1 => new Wrong("run has no command after --."),
            [var verb, ..] when rest.Length > 0 => new Wrong($"{verb} takes no command after --."),
            ["version" or "--version"] => new Version(),
            ["version" or "--version", var more, ..] => new Wrong($"version takes no argument, and got {more}."),
            ["run", ..] => Understood(OptionList.Read(own), options => options.ToRun()),
            ["check", ..] => Understood(OptionList.Read(own), options => new Check(options.Files)),
            [var other, ..] => new Wrong($"{other} is no command; the commands are run, check and version."),
        };
    }

    private static Arguments Understood(OptionList options, Func<OptionList, Arguments> make) => options.Fault is { } fault ? new Wrong(fault) : make(options);

    private static Run WithCommand(OptionList options, string[] command) => options.ToRun() with { Command = command, Fault = options.Fault };
}
