namespace Sonde.Testing;

/// <summary>A folder of one test's own, removed with everything in it on dispose.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes the folder. Its path is short, so that Unix sockets (108 bytes) fit in.</summary>
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("sonde-").FullName;

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a text file (and the folders above it) and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The test removed it itself.
        }
        catch (IOException)
        {
            // A killed process may still be writing its last file. What is left lies in the system's temporary folder; no test should fail for it.
        }
    }
}
