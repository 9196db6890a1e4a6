using System.Globalization;
using System.Runtime.InteropServices;

namespace Sonde.Benchmarks.Soak;

/// <summary>What one minute showed.</summary>
/// <param name="Rss">Resident memory in MB, the mean of the minute.</param>
/// <param name="Cpu">Seconds of CPU.</param>
/// <param name="First">Samples that the receiver of 1.0 took.</param>
/// <param name="Second">Samples that the receiver of 2.0 took.</param>
/// <param name="Refused">Requests that were refused.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SoakMinute(double Rss, double Cpu, long First, long Second, long Refused)
{
    public static string Head => $"{"minute",6} {"RSS MB",8} {"CPU s",7} {"samples 1.0",12} {"samples 2.0",12} {"refused",8}";

    public string Line(int number) => string.Create(CultureInfo.InvariantCulture, $"{number,6} {Rss,8:0.00} {Cpu,7:0.00} {First,12} {Second,12} {Refused,8}");
}
