using Sonde.Emulator.FunctionCompute;

namespace Sonde.Emulator.Http;

/// <summary>Tells by a request alone which service is meant: every one listens on the same port.</summary>
internal sealed class ServiceDirectory(ICloudService functions, ICloudService arms, ICloudService sts, ICloudService oss)
{
    /// <summary>Names of the operations of each service, those of the URLs that need no service here included.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Operations { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [functions.Name] = functions.Operations,
        [oss.Name] = oss.Operations,
        [arms.Name] = arms.Operations,
        [sts.Name] = sts.Operations,
        [Services.Prometheus] = ["RemoteWrite", "RemoteRead", "Query"],
        [Services.Trigger] = ["HttpTrigger"],
    };

    public ICloudService For(WireRequest request)
    {
        if (request.RawPath.StartsWith(FcService.PathPrefix, StringComparison.Ordinal))
            return functions;
        return (request.Header("x-acs-version") ?? (request.Has("Action") ? request.Parameter("Version") : null)) switch
        {
            "2019-08-08" => arms,
            "2015-04-01" => sts,
            _ => oss,
        };
    }
}
