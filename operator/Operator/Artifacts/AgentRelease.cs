using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Artifacts;

/// <summary>The agent that this operator carries and publishes.</summary>
internal sealed class AgentRelease
{
    private AgentRelease(IReadOnlyList<ReleaseFile> files, string digest, string version)
    {
        Files = files;
        Digest = digest;
        Version = version;
    }

    /// <summary>The agent, and the CA bundle for images that have none.</summary>
    public IReadOnlyList<ReleaseFile> Files { get; }

    /// <summary>Digest over all files, as <c>sha256:HEX</c>; names the folder that they are published in.</summary>
    public string Digest { get; }

    /// <summary>Version: that of the operator, since both are built from one source.</summary>
    public string Version { get; }

    /// <summary>Reads the folder that holds the agent.</summary>
    /// <param name="folder">Folder with <c>sonde-agent</c> and, where the images' own CA bundle is not to be relied on, <c>ca-certificates.crt</c>.</param>
    /// <exception cref="FileNotFoundException">The folder holds no agent.</exception>
    public static AgentRelease Load(string folder)
    {
        var agent = Path.Combine(folder, ArtifactLayout.AgentFile);
        if (!File.Exists(agent))
            throw new FileNotFoundException($"--agent-dir {folder} holds no file {ArtifactLayout.AgentFile}; `make agent` builds it.", agent);

        string[] names = [ArtifactLayout.AgentFile, ArtifactLayout.CaFile];
        var files = names.Select(n => Path.Combine(folder, n)).Where(File.Exists).Select(ReleaseFile.Read).ToList();
        var manifest = string.Join('\n', files.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Digest} {f.Name}")));
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(manifest)));
        return new(files, digest, typeof(AgentRelease).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
    }
}
