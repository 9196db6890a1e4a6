using System.Globalization;

namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>Who listens in the network namespace of a process, read from its own tables: no connection is made that the server would count.</summary>
internal static class ListeningPorts
{
    private const string Listen = "0A";

    /// <summary>How <paramref name="port"/> is served there.</summary>
    public static Listening Look(int process, int port)
    {
        var found = Listening.Nowhere;
        foreach (var table in (string[])["tcp", "tcp6"])
        {
            foreach (var line in Lines($"/proc/{process}/net/{table}"))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length < 4 || fields[3] != Listen || fields[1].Split(':') is not [var address, var hex])
                    continue;
                if (int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) != port)
                    continue;
                if (address.All(digit => digit == '0'))
                    return Listening.Everywhere;
                found = Listening.LoopbackOnly;
            }
        }

        return found;
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path).Skip(1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
