namespace Sonde.Agent.Core.Series;

/// <summary>One observation that stands for many: the request behind a count, named by its trace.</summary>
/// <param name="Labels">As <see cref="LabelCodec"/> writes them; not the labels of the series.</param>
/// <param name="Value">What was observed.</param>
/// <param name="Timestamp">When, in milliseconds since 1970.</param>
internal sealed record Exemplar(byte[] Labels, double Value, long Timestamp);
