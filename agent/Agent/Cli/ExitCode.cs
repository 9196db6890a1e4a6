namespace Sonde.Agent.Cli;

/// <summary>What the program's end tells its starter.</summary>
internal static class ExitCode
{
    /// <summary>Done, or stopped as asked.</summary>
    public const int Done = 0;

    /// <summary>A config is wrong or cannot be read.</summary>
    public const int BadConfig = 1;

    /// <summary>The command line is wrong.</summary>
    public const int BadUsage = 2;

    /// <summary>A fault of the agent itself.</summary>
    public const int Broken = 70;
}
