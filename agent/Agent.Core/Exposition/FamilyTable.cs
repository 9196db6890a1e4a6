using System.Collections.Concurrent;

namespace Sonde.Agent.Core.Exposition;

/// <summary>The families of one target, from its HELP, TYPE and UNIT lines. Written by the scrape, read by senders.</summary>
internal sealed class FamilyTable
{
    // A page that invents families without end must not fill the memory; metadata is the least of what would be lost.
    private const int MaxFamilies = 10_000;
    private const int MaxHelpLength = 1_024;

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public IEnumerable<MetricFamily> All => _families.Select(pair => pair.Value);

    public void SetType(string name, MetricType type)
    {
        if (GetOrAdd(name) is { } family)
            family.Type = type;
    }

    public void SetHelp(string name, string help)
    {
        if (GetOrAdd(name) is { } family)
            family.Help = help.Length > MaxHelpLength ? help[..MaxHelpLength] : help;
    }

    public void SetUnit(string name, string unit)
    {
        if (GetOrAdd(name) is { } family)
            family.Unit = unit;
    }

    /// <summary>The family that a series of this name belongs to: of the very name, or of the name less one suffix of its type.</summary>
    /// <remarks>The very name goes first: <c>vllm:iteration_tokens_total</c> is a histogram, and nothing may be trimmed from it.</remarks>
    public MetricFamily? Find(string seriesName)
    {
        if (_families.TryGetValue(seriesName, out var family))
            return family;

        var suffix = seriesName.LastIndexOf('_');
        return suffix > 0 && _families.TryGetValue(seriesName[..suffix], out family) && IsOf(family.Type, seriesName.AsSpan(suffix)) ? family : null;
    }

    private static bool IsOf(MetricType type, ReadOnlySpan<char> suffix) => type switch
    {
        MetricType.Counter => suffix is "_total" or "_created",
        MetricType.Histogram => suffix is "_bucket" or "_count" or "_sum" or "_created",
        MetricType.Summary => suffix is "_count" or "_sum" or "_created",
        MetricType.GaugeHistogram => suffix is "_bucket" or "_gcount" or "_gsum" or "_count" or "_sum",
        MetricType.Info => suffix is "_info",
        _ => false,
    };

    private MetricFamily? GetOrAdd(string name) =>
        _families.TryGetValue(name, out var family) ? family
        : _families.Count < MaxFamilies ? _families.GetOrAdd(name, static n => new MetricFamily(n))
        : null;
}
