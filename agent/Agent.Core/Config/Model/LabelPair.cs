namespace Sonde.Agent.Core.Config;

/// <summary>A label as configured: of a target, or an external one.</summary>
public readonly record struct LabelPair(string Name, string Value);
