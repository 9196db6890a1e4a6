namespace Sonde.Agent.Core.Exposition;

/// <summary>What a page says about a family of series.</summary>
internal sealed class MetricFamily(string name)
{
    public string Name { get; } = name;

    public MetricType Type { get; set; }

    public string Help { get; set; } = "";

    /// <summary>"" for none.</summary>
    public string Unit { get; set; } = "";

    /// <summary>True once a series of the family passed the relabel rules: only then is its metadata worth sending.</summary>
    public bool HasSeries { get; set; }
}
