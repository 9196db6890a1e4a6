using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Running;

/// <summary>The config files of the command line.</summary>
internal sealed class ConfigFiles(IReadOnlyList<string> paths, ConfigEnvironment environment)
{
    // A config is some kilobytes; what is larger is another file, and reading it would hurt the instance.
    private const int LargestFile = 4 << 20;

    /// <summary>The folders that the files are in.</summary>
    public IEnumerable<string> Folders => paths.Select(path => Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");

    /// <summary>Reads the files and what is in them.</summary>
    public LoadedConfig Load()
    {
        try
        {
            return Understand(Read());
        }
        catch (IOException e)
        {
            return new LoadedConfig("", new ConfigReading(Config: null, [new ConfigFault(new ConfigPlace(string.Join(' ', paths), 1, 1), "", e.Message)], []));
        }
    }

    /// <summary>The bytes of the files.</summary>
    /// <exception cref="IOException">A file cannot be read; the message says which and why.</exception>
    public IReadOnlyList<ConfigSource> Read() => [.. paths.Select(Read)];

    /// <summary>What the bytes say.</summary>
    public LoadedConfig Understand(IReadOnlyList<ConfigSource> sources) => new(ConfigHash.Of(sources), AgentConfigReader.Read(sources, environment));

    private static ConfigSource Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            var buffer = new byte[16 << 10];
            int length;
            while ((length = file.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, length);
                if (content.Length > LargestFile)
                    throw new IOException($"Config {path} is larger than {LargestFile >> 20} MB.");
            }

            return new ConfigSource(path, content.ToArray());
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"Config {path} cannot be read: {e.Message}", e);
        }
    }
}
