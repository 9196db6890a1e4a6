using System.Runtime.InteropServices;

namespace Sonde.Agent.Parent;

/// <summary>A command cannot be executed.</summary>
internal sealed class ProgramStartException(string command, int error)
    : Exception(error is Libc.NoSuchFile ? $"{command}: not found" : $"{command}: cannot be executed: {Marshal.GetPInvokeErrorMessage(error)}")
{
    /// <summary>As a shell has it: 127 for not found, 126 for everything else.</summary>
    public int ExitCode { get; } = error is Libc.NoSuchFile ? Cli.ExitCode.NotFound : Cli.ExitCode.NotExecutable;
}
