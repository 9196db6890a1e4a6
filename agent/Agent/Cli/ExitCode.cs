namespace Sonde.Agent.Cli;

/// <summary>What the program's end tells its starter. With a command it is the engine's own code, 128 + n where signal n ended the engine.</summary>
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

    /// <summary>The engine's command is there and cannot be run, as a shell has it.</summary>
    public const int NotExecutable = 126;

    /// <summary>The engine's command is not found, as a shell has it.</summary>
    public const int NotFound = 127;

    /// <summary>Added to the number of the signal that ended the engine.</summary>
    public const int BySignal = 128;
}
