namespace Sonde.Operator.Cloud;

/// <summary>The pace per service and account. The defaults stay well below the services' own limits, which other tools share.</summary>
/// <param name="FunctionCompute">Function Compute control API; default 20 a second, burst 40.</param>
/// <param name="Oss">OSS; default 50 a second, burst 100.</param>
/// <param name="Arms">ARMS; default 5 a second, burst 10.</param>
/// <param name="Sts">STS; default 5 a second, burst 10.</param>
public sealed record CloudLimits(RateLimit? FunctionCompute = null, RateLimit? Oss = null, RateLimit? Arms = null, RateLimit? Sts = null)
{
    internal RateLimit Of(CloudService service) => service switch
    {
        CloudService.FunctionCompute => FunctionCompute ?? new(20, 40),
        CloudService.Oss => Oss ?? new(50, 100),
        CloudService.Arms => Arms ?? new(5, 10),
        _ => Sts ?? new(5, 10),
    };
}
