using System.Security.Cryptography;

namespace Sonde.Emulator.Oss;

/// <summary>Makes stored objects with their check sums.</summary>
internal static class ObjectBuilder
{
    private static readonly Dictionary<string, string> s_defaults = new(StringComparer.Ordinal) { ["content-type"] = "application/octet-stream" };

    public static StoredObject Plain(string key, ReadOnlyMemory<byte> content, DateTimeOffset now) =>
        Of(key, content, "Normal", now, s_defaults, []);

    public static StoredObject Of(
        string key,
        ReadOnlyMemory<byte> content,
        string type,
        DateTimeOffset now,
        IReadOnlyDictionary<string, string> headers,
        IReadOnlyList<KeyValuePair<string, string>> tags) =>
        new(key, content, ETagOf(content.Span), Crc64.Of(content.Span), type, now, headers, tags);

#pragma warning disable CA5351 // The protocol's ETag is an MD5; nothing is secured by it.
    public static string ETagOf(ReadOnlySpan<byte> content) => Convert.ToHexString(MD5.HashData(content));
#pragma warning restore CA5351
}
