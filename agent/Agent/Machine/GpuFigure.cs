namespace Sonde.Agent.Machine;

/// <summary>One series of a GPU.</summary>
/// <param name="Name">Metric name, in base units.</param>
/// <param name="Field">The query's field that it comes from.</param>
/// <param name="Unit">What one of the field's units is in ours.</param>
internal sealed record GpuFigure(string Name, string Field, double Unit);
