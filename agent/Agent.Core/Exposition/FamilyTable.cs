using System.Collections.Concurrent;

namespace Sonde.Agent.Core.Exposition;

/// <summary>The families of one target, from its HELP and TYPE lines. Written by the scrape, read by senders.</summary>
internal sealed class FamilyTable
{
    // A page that invents families without end must not fill the memory; metadata is the least of what would be lost.
    private const int MaxFamilies = 10_000;
    private const int MaxHelpLength = 1_024;

    private static readonly string[] s_suffixes = ["_bucket", "_count", "_sum", "_total", "_created", "_info", "_gcount", "_gsum"];

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

    /// <summary>The family that a series of this name belongs to: of the very name, or of the name less one suffix of its type.</summary>
    /// <remarks>The very name goes first: <c>vllm:iteration_tokens_total</c> is a histogram, and nothing may be trimmed from it.</remarks>
    public MetricFamily? Find(string seriesName)
    {
        if (_families.TryGetValue(seriesName, out var family))
            return family;

        foreach (var suffix in s_suffixes)
        {
            if (seriesName.EndsWith(suffix, StringComparison.Ordinal) && _families.TryGetValue(seriesName[..^suffix.Length], out family))
                return family;
        }

        return null;
    }

    private MetricFamily? GetOrAdd(string name) =>
        _families.TryGetValue(name, out var family) ? family
        : _families.Count < MaxFamilies ? _families.GetOrAdd(name, static n => new MetricFamily(n))
        : null;
}
