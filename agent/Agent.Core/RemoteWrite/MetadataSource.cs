using Sonde.Agent.Core.Exposition;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>The families of all targets, as they are at the moment.</summary>
internal sealed class MetadataSource
{
    private readonly Lock _lock = new();
    private readonly List<FamilyTable> _tables = [];

    public void Add(FamilyTable table)
    {
        lock (_lock)
            _tables.Add(table);
    }

    public void Remove(FamilyTable table)
    {
        lock (_lock)
            _tables.Remove(table);
    }

    /// <summary>Families with series, each name once.</summary>
    public IReadOnlyList<MetricFamily> Families()
    {
        lock (_lock)
            return [.. _tables.SelectMany(table => table.All).Where(family => family.HasSeries).DistinctBy(family => family.Name)];
    }
}
