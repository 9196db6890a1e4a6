using System.Buffers.Text;
using System.Text.Json;

namespace Sonde.Operator.Cloud.Credentials;

/// <summary>Whom a service account's token is meant for.</summary>
/// <remarks>
/// Whoever writes an account object names the file and may name the endpoint: without this check any file of the operator, its own
/// Kubernetes token among them, could be had sent somewhere.
/// </remarks>
internal static class TokenAudience
{
    /// <summary>Audience that tokens for STS carry.</summary>
    public const string Sts = "sts.aliyuncs.com";

    /// <summary>Whether <paramref name="token"/> is a JWT for STS. Its signature is for STS to judge.</summary>
    public static bool IsSts(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
            return false;

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.ValueKind is JsonValueKind.Object && claims.RootElement.TryGetProperty("aud", out var audience) && Names(audience);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return false;
        }
    }

    private static bool Names(JsonElement audience) => audience.ValueKind switch
    {
        JsonValueKind.String => audience.ValueEquals(Sts),
        JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind is JsonValueKind.String && one.ValueEquals(Sts)),
        _ => false,
    };
}
