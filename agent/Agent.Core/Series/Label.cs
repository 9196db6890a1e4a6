namespace Sonde.Agent.Core.Series;

/// <summary>A label of a series.</summary>
internal readonly record struct Label(string Name, string Value);
