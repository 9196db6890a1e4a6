using Sonde.Agent.Core.Config;
using Sonde.Agent.Running;

namespace Sonde.Agent.Proxy;

/// <summary>What of a config the proxy goes by, request by request.</summary>
/// <param name="Options">As configured.</param>
/// <param name="Hidden">What callers get 404 for.</param>
internal sealed record ProxySettings(ProxyOptions Options, HiddenPaths Hidden)
{
    /// <summary>Before there is a config, or where it has none for the proxy: where engines have their metrics is hidden.</summary>
    public static ProxySettings Default { get; } = new(new ProxyOptions(), new HiddenPaths(["/metrics"]));

    public static ProxySettings Of(AgentConfig config, int enginePort)
    {
        var options = config.Extras.Proxy ?? new ProxyOptions();
        return new ProxySettings(options, new HiddenPaths(options.HidePaths ?? ScrapedPaths(config, enginePort)));
    }

    private static IEnumerable<string> ScrapedPaths(AgentConfig config, int enginePort) => config.ScrapeJobs
        .Where(job => job.Targets.Any(target => EngineAddress.Local(target.Address)?.Port == enginePort))
        .Select(job => job.MetricsPath)
        .Distinct(StringComparer.Ordinal);
}
