using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Which digest a tag has at the moment. Functions fix it when they are created or updated.</summary>
public sealed class ImageRegistry
{
    private readonly ConcurrentDictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _broken = new(StringComparer.Ordinal);

    /// <summary>Moves a tag, as a push over it does; functions keep the old digest until their next update.</summary>
    /// <param name="digest"><c>sha256:</c> and 64 hex digits.</param>
    public void Push(string image, string digest)
    {
        _digests[image] = digest;
        _broken.TryRemove(image, out _);
    }

    /// <summary>The image can not be pulled from now on; a push over it mends it.</summary>
    /// <param name="reason">What the states of functions will say.</param>
    public void Break(string image, string reason) => _broken[image] = reason;

    /// <summary>Why the image can not be pulled; empty when it can.</summary>
    internal string Fault(string image) => _broken.GetValueOrDefault(image, "");

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
