using System.Runtime.InteropServices;

namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>Signals of Linux, sent to one process.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Term = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends <paramref name="signal"/>; false when there is no such process any more.</summary>
    public static bool Send(int process, int signal) => Call(process, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Call(int process, int signal);
}
