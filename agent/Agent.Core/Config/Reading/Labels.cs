namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads a map of label names to values.</summary>
internal static class Labels
{
    /// <summary>The labels sorted by name, as series want them. A label without a value is left out: it means the same.</summary>
    public static EquatableArray<LabelPair> Read(Section? section)
    {
        if (section is null)
            return [];

        var labels = new List<LabelPair>();
        foreach (var entry in section.Entries)
        {
            if (!Names.IsLabel(entry.Key) || entry.Key == "__name__")
                section.Fault(entry.Key, $"cannot be the name of a label; expected {Names.LabelForm}.");
            else if (section.Text(entry.Key) is { Length: > 0 } value)
                labels.Add(new LabelPair(entry.Key, value));
        }

        return Sorted(labels);
    }

    public static EquatableArray<LabelPair> Sorted(IEnumerable<LabelPair> labels) =>
        labels.OrderBy(label => label.Name, StringComparer.Ordinal).ToEquatableArray();
}
