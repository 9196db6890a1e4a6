using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sonde.Operator.Drift;

/// <summary>Names a desired state, so that a difference can be told from work to do. Keyed, since a desired state may hold secrets.</summary>
internal static class DesiredHash
{
    private const int Digits = 16;
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = false };

    /// <summary>Equal states of one object give equal hashes.</summary>
    /// <param name="desired">A record; members of dictionaries must have an order of their own.</param>
    /// <param name="key">UID of the object.</param>
    public static string Of<T>(T desired, string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), JsonSerializer.SerializeToUtf8Bytes(desired, s_json)))[..Digits];

    /// <summary>What may be shown of a secret: tells a change, not the value.</summary>
    public static string Masked(string value, string key) =>
        "hmac:" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value)))[..Digits];
}
