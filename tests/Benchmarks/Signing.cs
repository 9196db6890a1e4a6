using System.Diagnostics;
using System.Security.Cryptography;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Benchmarks;

/// <summary>How long our clients take to sign one call.</summary>
internal static class Signing
{
    private const int Rounds = 7;
    private const int CallsInRound = 20_000;
    private static readonly byte[] s_request = new byte[500];
    private static readonly byte[] s_toSign = new byte[90];

    public static IEnumerable<Measure> Run()
    {
        const string Url = "https://fcv3.cn-hangzhou.aliyuncs.com";
        var acs = new AcsDialect(CloudService.FunctionCompute, "2023-03-30", Url, refusesInside200: false, () => Guid.NewGuid().ToString());
        var oss = new OssDialect("cn-hangzhou", "https://oss-cn-hangzhou.aliyuncs.com");
        var get = new CloudRequest("GetFunction", HttpMethod.Get, CallEffect.Read) { Path = "/2023-03-30/functions/chat", Query = [new("qualifier", "LATEST")] };
        var head = new CloudRequest("HeadObject", HttpMethod.Head, CallEffect.Read) { Bucket = "bench-objects", Path = "/agents/sha256-abc/config.yaml" };
        var function = Microseconds(() => acs.Sign(get, "fcv3.cn-hangzhou.aliyuncs.com", EmulatorProcess.Key, TimeProvider.System.GetUtcNow()));
        var bucket = Microseconds(() => oss.Sign(head, "bench-objects.oss-cn-hangzhou.aliyuncs.com", EmulatorProcess.Key, TimeProvider.System.GetUtcNow()));
        yield return new("client signs a Function Compute call", function, "µs", 20, MoreIsBetter: false);
        yield return new("client signs an OSS call", bucket, "µs", 20, MoreIsBetter: false);
        // Beside the cryptography that there is no way around: hashes of the request and of the text to sign, and its code. The key that OSS derives for a day is kept.
        yield return new("a Function Compute signature beside its hashes and its code alone", Math.Round(function / Microseconds(Bare), 1), "times", 5, MoreIsBetter: false);
        yield return new("an OSS signature beside its hashes and its code alone", Math.Round(bucket / Microseconds(Bare), 1), "times", 5, MoreIsBetter: false);
    }

    /// <summary>What any signer must compute.</summary>
    private static void Bare() => HMACSHA256.HashData(SHA256.HashData(s_request), s_toSign);

    /// <summary>The best of a few rounds: what disturbs a round only ever makes it slower.</summary>
    private static double Microseconds(Action sign)
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var call = 0; call < CallsInRound; call++)
                sign();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / CallsInRound);
        }

        return Math.Round(best, 2);
    }
}
