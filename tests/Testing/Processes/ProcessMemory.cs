using System.Globalization;

namespace Sonde.Testing.Processes;

/// <summary>Resident memory of a process as the kernel counts it.</summary>
public static class ProcessMemory
{
    private const double KilobytesInMegabyte = 1024;

    /// <summary>Now, in MB.</summary>
    public static double Now(int process) => Field(process, "VmRSS:");

    /// <summary>The highest since the start or since <see cref="ForgetPeak"/>, in MB.</summary>
    public static double Peak(int process) => Field(process, "VmHWM:");

    /// <summary>Lets the peak begin anew.</summary>
    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    private static double Field(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / KilobytesInMegabyte;
    }
}
