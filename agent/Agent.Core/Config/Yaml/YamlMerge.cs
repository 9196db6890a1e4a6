namespace Sonde.Agent.Core.Config.Yaml;

/// <summary>Puts a later file over an earlier one as the collector does: maps key by key, everything else replaced.</summary>
internal static class YamlMerge
{
    public static YamlMap Over(YamlMap earlier, YamlMap later)
    {
        var merged = earlier.Entries
            .Select(entry => later.Find(entry.Key) is { } over ? over with { Value = Over(entry.Value, over.Value) } : entry)
            .Concat(later.Entries.Where(entry => earlier.Find(entry.Key) is null));
        return new YamlMap(earlier.Place, [.. merged]);
    }

    private static YamlNode Over(YamlNode earlier, YamlNode later) => (earlier, later) switch
    {
        (YamlMap e, YamlMap l) => Over(e, l),
        // `batch:` in one file and `batch: {timeout: 1s}` in another are the same component.
        (YamlMap, { IsNull: true }) => earlier,
        _ => later,
    };
}
