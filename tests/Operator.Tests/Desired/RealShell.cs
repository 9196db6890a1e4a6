using System.Diagnostics;
using System.Text.RegularExpressions;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Desired;

/// <summary>Runs a start command as a container would, its folder below /tmp replaced by one of the test's own.</summary>
internal static partial class RealShell
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(IReadOnlyList<string> command, TemporaryFolder folder, CancellationToken cancellation)
    {
        Assert.Contains("/tmp/sonde/", command[2], StringComparison.Ordinal);
        var start = new ProcessStartInfo(command[0]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(command[1]);
        start.ArgumentList.Add(OwnFolder().Replace(command[2], folder.File("run")));
        foreach (var word in command.Skip(3))
            start.ArgumentList.Add(word);
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync(cancellation);
        var error = await shell.StandardError.ReadToEndAsync(cancellation);
        await shell.WaitForExitAsync(cancellation);
        return (shell.ExitCode, await output, error);
    }

    // Folders of tests begin with the same letters.
    [GeneratedRegex("/tmp/sonde(?!-)", RegexOptions.None, 1000)]
    private static partial Regex OwnFolder();
}
