using System.Security.Cryptography;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>Content-MD5: base64 of the 16 raw bytes.</summary>
internal static class Digest
{
#pragma warning disable CA5351 // The protocol's header is an MD5; nothing is secured by it.
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToBase64String(MD5.HashData(content));
#pragma warning restore CA5351

    /// <exception cref="Refusal">The body is not what the header says.</exception>
    public static void Check(WireRequest request)
    {
        if (request.Header("content-md5") is { } sent && sent != Of(request.Body.Span))
            throw new Refusal(400, "InvalidDigest", "The Content-MD5 you specified was invalid.", ("Content-MD5", sent), ("EC", "0017-00000302"));
    }
}
