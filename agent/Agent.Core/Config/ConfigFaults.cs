namespace Sonde.Agent.Core.Config;

/// <summary>Gathers what a reading finds, so that a person sees all of it at once.</summary>
internal sealed class ConfigFaults
{
    private readonly List<ConfigFault> _faults = [];
    private readonly List<ConfigFault> _warnings = [];

    public bool IsEmpty => _faults.Count == 0;

    public void Add(ConfigPlace place, string path, string message) => _faults.Add(new ConfigFault(place, path, message));

    public void Warn(ConfigPlace place, string path, string message) => _warnings.Add(new ConfigFault(place, path, message));

    public ConfigReading ToReading(AgentConfig? config, IReadOnlyList<ConfigSource> sources)
    {
        var order = sources.Select((source, index) => (source.Name, index)).DistinctBy(pair => pair.Name).ToDictionary(StringComparer.Ordinal);
        return new ConfigReading(IsEmpty ? config : null, Sorted(_faults, order), Sorted(_warnings, order));
    }

    private static List<ConfigFault> Sorted(List<ConfigFault> faults, Dictionary<string, int> order) =>
        [.. faults.Distinct().OrderBy(f => order.GetValueOrDefault(f.Place.File)).ThenBy(f => f.Place.Line).ThenBy(f => f.Place.Column)];
}
