using System.Security.Cryptography;

namespace Sonde.Agent.Core.Config;

/// <summary>The short name of a config's content: the same for who writes the file and for who runs it.</summary>
public static class ConfigHash
{
    private const int Digits = 16;

    /// <summary>The first 16 hexadecimal digits, lower case, of the SHA-256 of the bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..Digits];

    /// <summary>The same for a config of several files, one after the other.</summary>
    public static string Of(IReadOnlyList<ConfigSource> sources)
    {
        if (sources.Count == 1)
            return Of(sources[0].Content.Span);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in sources)
            hash.AppendData(source.Content.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
