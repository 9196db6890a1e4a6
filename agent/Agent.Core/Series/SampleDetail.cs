namespace Sonde.Agent.Core.Series;

/// <summary>What few samples have besides value and timestamp. Immutable, so that a steady series shares one.</summary>
/// <param name="StartTimestamp">Since when the series counts, in milliseconds since 1970; 0 is not known.</param>
/// <param name="Exemplar">Null for none.</param>
internal sealed record SampleDetail(long StartTimestamp, Exemplar? Exemplar);
