namespace Sonde.Operator.Drift;

/// <summary>One declared field whose value in the cloud is another.</summary>
/// <param name="Component">Part of the cloud that it belongs to.</param>
/// <param name="Path">Where the user declared it, in spec terms.</param>
/// <param name="Declared">The declared value, as text; a keyed hash where it is secret.</param>
/// <param name="Actual">The value in the cloud, as text; empty where there is none.</param>
internal sealed record FieldDifference(string Component, string Path, string Declared, string Actual);
