namespace Sonde.Testing.Processes;

/// <summary>A program that ran to its end.</summary>
/// <param name="Command">As a person would type it.</param>
/// <param name="ExitCode">0 is success.</param>
/// <param name="Output">Standard output, lines joined by \n, without the last line end.</param>
/// <param name="Error">Standard error, likewise.</param>
public sealed record ProcessResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Itself when the exit code is 0.</summary>
    /// <exception cref="InvalidOperationException">Another exit code; the message carries the command and what it wrote.</exception>
    public ProcessResult OrThrow() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"{Command} ended with {ExitCode}.{Environment.NewLine}{Error}{Environment.NewLine}{Output}");
}
