namespace Sonde.Testing.RemoteWrite;

/// <summary>One series of a write, in the order of the wire.</summary>
/// <param name="Labels">As sent: order and duplicates are kept, so that a test can judge them.</param>
/// <param name="Samples">As sent.</param>
public sealed record WrittenSeries(IReadOnlyList<KeyValuePair<string, string>> Labels, IReadOnlyList<WrittenSample> Samples)
{
    /// <summary>As sent.</summary>
    public IReadOnlyList<WrittenExemplar> Exemplars { get; init; } = [];

    /// <summary>Null in remote write 1.0, which has it elsewhere, and where the series has none.</summary>
    public WrittenMetadata? Metadata { get; init; }

    /// <summary>The metric's name, or "" without one.</summary>
    public string Name => this["__name__"];

    /// <summary>The value of a label, or "" when absent.</summary>
    public string this[string label] => Labels.FirstOrDefault(l => l.Key == label).Value ?? "";

    /// <summary>As PromQL would write it: <c>name{label="value"}</c>.</summary>
    public override string ToString() =>
        $"{Name}{{{string.Join(",", Labels.Where(l => l.Key != "__name__").Select(l => $"{l.Key}=\"{l.Value}\""))}}}";
}
