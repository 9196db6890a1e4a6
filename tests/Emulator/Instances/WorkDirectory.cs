using System.Globalization;
using System.Security.Cryptography;

namespace Sonde.Emulator.Instances;

/// <summary>Directory of one host for sockets, scripts and mounted files. Its path is short: a Unix socket's path has 108 bytes.</summary>
internal sealed class WorkDirectory : IDisposable
{
    private const string Parent = "/tmp";
    private const string Prefix = "sonde-fc-";
    private readonly string _root;

    private WorkDirectory(string root)
    {
        _root = root;
        Out = Directory.CreateDirectory(Path.Combine(root, "o")).FullName;
        Programs = Directory.CreateDirectory(Path.Combine(root, "p")).FullName;
        Mounts = Path.Combine(root, "m");
    }

    /// <summary>Sockets that lead out.</summary>
    public string Out { get; }

    /// <summary>Programs that stand for engines.</summary>
    public string Programs { get; }

    /// <summary>Mounted prefixes.</summary>
    public string Mounts { get; }

    /// <summary>Makes a fresh one, and removes those whose process is gone (a kill -9 leaves its own behind).</summary>
    public static WorkDirectory Create()
    {
        foreach (var old in Directory.EnumerateDirectories(Parent, Prefix + "*"))
        {
            if (Path.GetFileName(old).Split('-') is [_, _, var owner, _] && int.TryParse(owner, CultureInfo.InvariantCulture, out var process) && !Directory.Exists($"/proc/{process}"))
                Remove(old);
        }

        var root = $"{Parent}/{Prefix}{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(root);
    }

    /// <summary>Directory of the instance of that number; not made yet.</summary>
    public string ForInstance(int number) => Path.Combine(_root, $"i{number}");

    /// <summary>Writes an executable script.</summary>
    public void WriteProgram(string name, string script)
    {
        var path = Path.Combine(Programs, name);
        File.WriteAllText(path, script);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    public void Dispose() => Remove(_root);

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's, or one that another emulator is removing too: litter in /tmp, nothing worse.
        }
    }
}
