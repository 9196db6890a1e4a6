using System.Runtime.InteropServices;

namespace Sonde.Benchmarks.Peers;

/// <summary>The time that all threads of another process have run, ended ones included, in nanoseconds: /proc tells it in steps of 10 ms only.</summary>
internal static partial class CpuClock
{
    private const int SchedulerClock = 2;
    private const double NanosecondsInSecond = 1e9;

    /// <summary>Seconds of user and system time of the process since it began.</summary>
    public static double Seconds(int process)
    {
        // The clock of a process, as clock_getcpuclockid(3) builds it.
        var clock = (~process << 3) | SchedulerClock;
        if (GetTime(clock, out var time) != 0)
            throw new InvalidOperationException($"the process {process} has no CPU clock (it has ended)");
        return time.Seconds + (time.Nanoseconds / NanosecondsInSecond);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
