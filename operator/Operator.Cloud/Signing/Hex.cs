using System.Security.Cryptography;
using System.Text;

namespace Sonde.Operator.Cloud.Signing;

/// <summary>Digests in the form that the signatures use.</summary>
internal static class Hex
{
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Sha256(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
