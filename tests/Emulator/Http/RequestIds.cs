using System.Security.Cryptography;

namespace Sonde.Emulator.Http;

/// <summary>Ids of requests in each service's form.</summary>
internal static class RequestIds
{
    public static string For(string service) => service switch
    {
        Services.FunctionCompute => $"1-{RandomNumberGenerator.GetHexString(8, lowercase: true)}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}",
        Services.Oss => RandomNumberGenerator.GetHexString(24),
        _ => Guid.NewGuid().ToString().ToUpperInvariant(),
    };
}
