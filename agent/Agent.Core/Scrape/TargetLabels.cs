using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Scrape;

/// <summary>The labels of a target: <c>job</c>, <c>instance</c>, and those that the file and its rules give.</summary>
internal sealed class TargetLabels(IEnumerable<Label> labels) : IEquatable<TargetLabels>
{
    private const string ExportedPrefix = "exported_";

    private readonly Label[] _labels = [.. labels.OrderBy(label => label.Name, StringComparer.Ordinal)];

    /// <summary>Adds the target's labels to those of a sample.</summary>
    /// <param name="sample">The labels of the page.</param>
    /// <param name="honorPage">True: a label of the page stays, an empty one too; false: it moves aside as <c>exported_…</c>.</param>
    public void MergeInto(LabelSet sample, bool honorPage)
    {
        foreach (var label in _labels)
        {
            if (honorPage && sample.Contains(label.Name))
                continue;

            var ofPage = sample.Get(label.Name);
            sample.Set(label.Name, label.Value);
            if (ofPage.Length > 0)
                sample.Set(FreeName(label.Name, sample), ofPage);
        }
    }

    /// <summary>A series of our own about the target.</summary>
    public byte[] Encode(string name, params ReadOnlySpan<Label> more)
    {
        LabelSet own = new();
        foreach (var label in _labels)
            own.Set(label.Name, label.Value);
        foreach (var label in more)
            own.Set(label.Name, label.Value);
        own.Set(LabelSet.MetricName, name);
        own.Sort();
        return LabelCodec.Encode(own);
    }

    public string Get(string name) => Array.Find(_labels, label => label.Name == name).Value ?? "";

    public bool Equals(TargetLabels? other) => other is not null && _labels.AsSpan().SequenceEqual(other._labels);

    public override bool Equals(object? obj) => Equals(obj as TargetLabels);

    public override int GetHashCode() => _labels.Aggregate(0, HashCode.Combine);

    private string FreeName(string name, LabelSet sample)
    {
        do
            name = ExportedPrefix + name;
        while (sample.Contains(name) || Array.Exists(_labels, label => label.Name == name));
        return name;
    }
}
