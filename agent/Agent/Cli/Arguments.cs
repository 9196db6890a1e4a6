namespace Sonde.Agent.Cli;

/// <summary>A command line, understood.</summary>
internal abstract record Arguments
{
    private Arguments() { }

    /// <summary>Run with these files.</summary>
    public sealed record Run(IReadOnlyList<string> Files) : Arguments;

    /// <summary>Check these files.</summary>
    public sealed record Check(IReadOnlyList<string> Files) : Arguments;

    /// <summary>Print the version.</summary>
    public sealed record Version : Arguments;

    /// <summary>Print the help.</summary>
    public sealed record Help : Arguments;

    /// <summary>Say what is wrong with the command line.</summary>
    public sealed record Wrong(string Message) : Arguments;

    public static Arguments Parse(IReadOnlyList<string> args) => args switch
    {
        [] => new Wrong("a command is missing: run, check or version."),
        _ when args.Any(arg => arg is "--help" or "-h") || args is ["help"] => new Help(),
        ["version" or "--version"] => new Version(),
        ["version" or "--version", var more, ..] => new Wrong($"version takes no argument, and got {more}."),
        ["run", ..] => WithFiles(args, files => new Run(files)),
        ["check", ..] => WithFiles(args, files => new Check(files)),
        [var other, ..] => new Wrong($"{other} is no command; the commands are run, check and version."),
    };

    private static Arguments WithFiles(IReadOnlyList<string> args, Func<IReadOnlyList<string>, Arguments> make)
    {
        const string Long = "--config";
        var files = new List<string>();
        for (var i = 1; i < args.Count; i++)
        {
            var file = args[i] is Long or "-c" ? args.ElementAtOrDefault(++i)
                : args[i].StartsWith(Long + "=", StringComparison.Ordinal) ? args[i][(Long.Length + 1)..]
                : null;
            if (file is null && i < args.Count)
                return new Wrong($"{args[i]} is not known; {args[0]} takes {Long} FILE.");
            if (string.IsNullOrEmpty(file))
                return new Wrong($"{Long} needs a file.");
            files.Add(file);
        }

        return files.Count == 0 ? new Wrong($"{args[0]} needs {Long} FILE.") : make(files);
    }
}
