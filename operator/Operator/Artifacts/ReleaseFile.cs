using System.Security.Cryptography;

namespace Sonde.Operator.Artifacts;

/// <summary>A file of a release.</summary>
/// <param name="Name">Name in its folder.</param>
/// <param name="Path">Where it lies on this machine.</param>
/// <param name="Digest">SHA-256 in hex.</param>
/// <param name="SizeBytes">Size.</param>
internal sealed record ReleaseFile(string Name, string Path, string Digest, long SizeBytes)
{
    public static ReleaseFile Read(string path)
    {
        using var content = File.OpenRead(path);
        return new(System.IO.Path.GetFileName(path), path, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);
    }
}
