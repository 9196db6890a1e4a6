using System.Security.Cryptography;

namespace Sonde.Agent.Core.Config;

/// <summary>The short name of a config's content: the same for who writes the file and for who runs it.</summary>
public static class ConfigHash
{
    private const int Digits = 16;

    /// <summary>The first 16 hexadecimal digits, lower case, of the SHA-256 of the bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..Digits];
}
