using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Which digest a tag has at the moment. Functions fix it when they are created or updated.</summary>
public sealed class ImageRegistry
{
    private readonly ConcurrentDictionary<string, string> _digests = new(StringComparer.Ordinal);

    /// <summary>Moves a tag, as a push over it does; functions keep the old digest until their next update.</summary>
    /// <param name="digest"><c>sha256:</c> and 64 hex digits.</param>
    public void Push(string image, string digest) => _digests[image] = digest;

    internal string Resolve(string image)
    {
        if (image.Contains("@sha256:", StringComparison.Ordinal))
            return image;
        var digest = _digests.GetOrAdd(image, static name => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))));
        var colon = image.LastIndexOf(':');
        var repository = colon > image.LastIndexOf('/') ? image[..colon] : image;
        return $"{repository}@{digest}";
    }
}
