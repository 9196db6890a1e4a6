using Sonde.Agent.Core.Config.Reading;
using Sonde.Agent.Core.Config.Yaml;

namespace Sonde.Agent.Core.Config;

/// <summary>Files → config, or everything that is wrong with them.</summary>
/// <remarks>
/// Reads the subset of an OpenTelemetry Collector file that scrapes Prometheus pages and writes them remotely, and a plain Prometheus file.
/// Never throws for what a file holds. Messages name places and keys, never the value of a variable.
/// </remarks>
public static class AgentConfigReader
{
    private static readonly string[] s_collectorKeys = ["receivers", "processors", "exporters", "extensions", "service", "connectors"];
    private static readonly string[] s_prometheusKeys = ["global", "scrape_configs", "remote_write"];

    /// <summary>Reads files as one config: later ones over earlier ones, maps key by key, lists replaced.</summary>
    public static ConfigReading Read(IReadOnlyList<ConfigSource> sources, ConfigEnvironment environment)
    {
        var faults = new ConfigFaults();
        var trees = sources.Select(source => YamlTree.Read(source, faults)).ToList();
        if (trees.Count == 0)
            faults.Add(default, "", "no config file is given.");
        if (!faults.IsEmpty)
            return faults.ToReading(config: null, sources);

        return faults.ToReading(ReadTree(trees.OfType<YamlMap>().Aggregate(YamlMerge.Over), environment, faults), sources);
    }

    /// <summary>Reads one file.</summary>
    public static ConfigReading Read(ConfigSource source, ConfigEnvironment environment) => Read([source], environment);

    private static AgentConfig? ReadTree(YamlMap root, ConfigEnvironment environment, ConfigFaults faults)
    {
        var collector = s_collectorKeys.FirstOrDefault(key => root.Find(key) is not null);
        var prometheus = s_prometheusKeys.FirstOrDefault(key => root.Find(key) is not null);
        if (collector is null == prometheus is null)
        {
            var what = collector is null
                ? "has no job to do; expected a collector file (receivers, exporters, service) or a Prometheus file (scrape_configs, remote_write)."
                : $"mixes two kinds of file: {collector} is the collector's, {prometheus} is Prometheus'.";
            faults.Add(root.Place, "", what);
            return null;
        }

        new Variables(environment, faults, plainPrometheus: collector is null).ExpandAll(root);
        var file = new Section(root, "", faults);
        var targets = new StaticTargets(environment.InstanceId);
        var config = collector is null ? PrometheusFile.Read(file, targets) : CollectorFile.Read(file, targets);
        config = config with { Extras = ExtrasSection.Read(file) };
        file.Close();
        RequireWork(file, config);
        return config;
    }

    private static void RequireWork(Section file, AgentConfig config)
    {
        // With other faults the emptiness is their consequence, and to name it would only distract.
        if (file.Faults.IsEmpty && config.ScrapeJobs.IsEmpty)
            file.Faults.Add(file.Place, "", "has no scrape job.");
        if (file.Faults.IsEmpty && config.RemoteWrites.IsEmpty)
            file.Faults.Add(file.Place, "", "has no remote write destination.");
        foreach (var twice in config.RemoteWrites.GroupBy(to => to.Name, StringComparer.Ordinal).Where(all => all.Count() > 1))
            file.Faults.Add(file.Place, "remote_write", $"has more than one destination named \"{twice.Key}\"; names must differ.");
    }
}
